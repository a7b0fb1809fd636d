namespace PixCrawler.Simulation.Laws;

internal static class LawBook
{
    public static Law[] All() =>
    [
        new NoUrlIsLost(),
        new NothingIsCountedTwice(),
        new NothingIsThereTwice(),
        new AtMostThreeRequestsPerUrl(),
        new NoRefetchOfSettledUrls(),
        new RestartsAreThreeAndSixtySecondsApart(),
        new PoisonCostsOnlyItself(),
        new FileBeforeEvent(),
        new ProgressNeverGoesBack(),
        new PolitenessHoldsAcrossCrashes(),
        new NothingRunsAfterTheEnd(),
        new MaxImagesIsNeverExceeded(),
        new EveryJobEnds(),
        new ReplayTwiceGivesTheSameState(),
        new OneWriter(),
        new CleanEndsInterruptNothing(),
        new AccountsTellTheTruth(),
        new NothingLeavesTheLoop(),
    ];
}
