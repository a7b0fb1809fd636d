using System.Buffers;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Net.Downloads;

/// <summary>Reads bodies into pooled buffers, never more than allowed, never without the budget for it.</summary>
internal sealed class BodyReader(long maxBodyBytes, ByteBudget budget)
{
    private const int FirstBufferBytes = 64 * 1024;

    /// <summary>Reads a body to its end.</summary>
    /// <param name="content">The body.</param>
    /// <param name="host">The host it comes from, for messages.</param>
    /// <param name="deadline">The attempt's limit; paused while the budget is waited for.</param>
    /// <param name="caller">Ends the wait for the budget.</param>
    /// <returns>The buffer, how much of it is body, and its share of the budget.</returns>
    /// <exception cref="PermanentException">The body is too large.</exception>
    /// <exception cref="TransientException">The body ended early.</exception>
    public async ValueTask<(byte[] Buffer, int Length, ByteLease Lease)> ReadAsync(
        HttpContent content, string host, AttemptDeadline deadline, CancellationToken caller)
    {
        var declared = content.Headers.ContentLength;
        if (declared > maxBodyBytes)
            throw TooLarge(host, $"{declared:N0} bytes");
        var lease = await ReserveAsync(declared ?? maxBodyBytes, deadline, caller);
        byte[]? buffer = null;
        try
        {
            // One byte more than allowed tells a body of exactly the limit from a larger one.
            var most = declared ?? maxBodyBytes + 1;
            buffer = ArrayPool<byte>.Shared.Rent((int)(declared ?? Math.Min(FirstBufferBytes, most)));
            await using var stream = await content.ReadAsStreamAsync(deadline.Token);
            var length = 0;
            deadline.AwaitBody();
            while (length < most)
            {
                if (length == buffer.Length)
                    buffer = Grow(buffer, most);
                var room = (int)Math.Min(buffer.Length, most) - length;
                var read = await stream.ReadAsync(buffer.AsMemory(length, room), deadline.Token);
                if (read == 0)
                    break;
                length += read;
                deadline.Received(read);
            }

            if (length > maxBodyBytes)
                throw TooLarge(host, $"more than {maxBodyBytes:N0} bytes");
            if (length < declared)
                throw new NetworkFailureException(FailureReasons.BodyBroken, $"{host} announced {declared:N0} bytes and sent {length:N0}.");
            lease.ShrinkTo(length);
            return (buffer, length, lease);
        }
        catch
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
            lease.Dispose();
            throw;
        }
    }

    private async ValueTask<ByteLease> ReserveAsync(long bytes, AttemptDeadline deadline, CancellationToken caller)
    {
        if (budget.TryReserve(bytes, out var lease))
            return lease!;
        deadline.Pause();
        lease = await budget.ReserveAsync(bytes, caller);
        deadline.Resume();
        return lease;
    }

    private static byte[] Grow(byte[] buffer, long most)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, most));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private PermanentException TooLarge(string host, string size) =>
        new(FailureReasons.BodyTooLarge, $"{host} sends {size}; at most {maxBodyBytes:N0} are taken.");
}
