using Akka.Actor;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Validation;

/// <summary>
/// Asks for an image to be judged; answered by <see cref="ImageValidated"/>, <see cref="ImageUndecodable"/> or
/// <see cref="ValidationAborted"/>.
/// </summary>
/// <param name="Bytes">The image; it must stay as it is until the answer.</param>
/// <param name="Request">What to judge it by.</param>
/// <param name="Subject">Which image, for the log.</param>
internal sealed record ValidateImage(ReadOnlyMemory<byte> Bytes, ValidationRequest Request, string Subject);

/// <summary>The judgement.</summary>
/// <param name="Validation">It.</param>
internal sealed record ImageValidated(ImageValidation Validation);

/// <summary>The judge stumbled over this image; asking again would not help.</summary>
/// <param name="Detail">What happened.</param>
internal sealed record ImageUndecodable(string Detail);

/// <summary>The validator died over it; asking again is allowed once.</summary>
internal sealed record ValidationAborted
{
    public static ValidationAborted Instance { get; } = new();
}

/// <summary>A validator is ready for more.</summary>
internal sealed record RequestWork
{
    public static RequestWork Instance { get; } = new();
}

/// <summary>Work for a validator.</summary>
/// <param name="Requester">Who wants the answer.</param>
/// <param name="Image">What to judge.</param>
internal sealed record ValidationWork(IActorRef Requester, ValidateImage Image);
