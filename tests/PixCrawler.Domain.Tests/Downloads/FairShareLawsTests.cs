using PixCrawler.Domain.Downloads;

namespace PixCrawler.Domain.Tests.Downloads;

/// <summary>What holds after any sequence of wishes, returns, grants and departures.</summary>
public sealed class FairShareLawsTests
{
    private const int Sequences = 3000;
    private const int Sharers = 5;

    [Fact]
    public void PlacesAreNeverLostOrInvented_AndNobodyGetsMoreThanItWanted()
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            var random = new Random(seed);
            var places = random.Next(1, 8);
            var share = new FairShare<int>(places);
            var (held, wanted) = (new int[Sharers], new int[Sharers]);
            for (var step = 0; step < 40; step++)
            {
                var key = random.Next(Sharers);
                var count = random.Next(-1, 6);
                switch (random.Next(8))
                {
                    case < 3:
                        share = share.Want(key, count);
                        wanted[key] += Math.Max(count, 0);
                        break;
                    case < 5:
                        share = share.Return(key, count);
                        held[key] -= Math.Clamp(count, 0, held[key]);
                        break;
                    case 5:
                        share = share.Forget(key);
                        (held[key], wanted[key]) = (0, 0);
                        break;
                    default:
                        share = share.Grant(out var grants);
                        foreach (var (who, got) in grants)
                        {
                            got.ShouldBeInRange(1, wanted[who], $"seed {seed}");
                            held[who] += got;
                            wanted[who] -= got;
                        }

                        // Whatever is left over is left because nobody wants it.
                        (share.Free == 0 || wanted.Sum() == 0).ShouldBeTrue($"seed {seed}");
                        break;
                }

                Enumerable.Range(0, Sharers).Select(share.HeldBy).ShouldBe(held, $"seed {seed}");
                share.Free.ShouldBe(places - held.Sum(), $"seed {seed}");
                share.Free.ShouldBeGreaterThanOrEqualTo(0, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void NobodyStarves_WhoeverWantsAPlaceIsServedWithinOneTurnOfTheOthers()
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            var random = new Random(seed);
            var share = new FairShare<int>(1);
            for (var hog = 0; hog < Sharers - 1; hog++)
                share = share.Want(hog, 1000);
            for (var turn = random.Next(0, 20); turn > 0; turn--)
                share = NextTurn(share, out _);

            share = share.Want(Sharers - 1, 1);
            var passedOver = 0;
            for (share = NextTurn(share, out var served); served != Sharers - 1; share = NextTurn(share, out served))
                (++passedOver).ShouldBeLessThan(Sharers, $"seed {seed}");
        }
    }

    // The one place goes from whoever holds it to the next.
    private static FairShare<int> NextTurn(FairShare<int> share, out int served)
    {
        for (var key = 0; key < Sharers; key++)
            share = share.Return(key, 1);
        share = share.Grant(out var grants);
        served = grants.Single().Key;
        return share;
    }
}
