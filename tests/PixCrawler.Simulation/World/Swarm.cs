using PixCrawler.Contracts.Jobs;
using PixCrawler.Simulation.Engine;

namespace PixCrawler.Simulation.World;

/// <summary>
/// What one seed does to the job: each seed turns a random part of the faults on, with random rates, for all of them at once would
/// hide what few of them show. Shrinking turns them off again one by one.
/// </summary>
internal sealed record Swarm
{
    public int Urls { get; init; }

    public int ChunkSlots { get; init; }

    public int? MaxUrls { get; init; }

    public int Places { get; init; }

    public int Validators { get; init; }

    public int OpenChunks { get; init; }

    public Choice Choice { get; init; }

    /// <summary>How much of the web is not simply there.</summary>
    public double WebTrouble { get; init; }

    public bool RetryAfters { get; init; }

    public bool RobotsTrouble { get; init; }

    public bool Poison { get; init; }

    public double JournalFailBefore { get; init; }

    public double JournalExecuteThenFail { get; init; }

    public double JournalReject { get; init; }

    public double JournalHang { get; init; }

    public bool JournalOutage { get; init; }

    public double DiskDenied { get; init; }

    public bool DiskFull { get; init; }

    public double ListTrouble { get; init; }

    /// <summary>How many times a process is killed.</summary>
    public int Crashes { get; init; }

    /// <summary>How many times the job is started on another node while the one it runs on is paused.</summary>
    public int Moves { get; init; }

    /// <summary>How many times the process is paused and goes on by itself.</summary>
    public int Pauses { get; init; }

    /// <summary>How many times the process is asked to end in good order and another one takes its place, as when nodes are replaced one by one.</summary>
    public int Replacements { get; init; }

    public bool Cancel { get; init; }

    /// <summary>What the job does about images that are there twice.</summary>
    public DuplicateMode Duplicates { get; init; } = DuplicateMode.Off;

    /// <summary>Whether time passes although there is work.</summary>
    public bool SlowMachine { get; init; }

    /// <summary>How long journal and disk take, at the most.</summary>
    public int LatencyMilliseconds { get; init; }

    /// <summary>Whether the journal may fail.</summary>
    internal bool HasJournalTrouble => JournalFailBefore + JournalExecuteThenFail + JournalReject + JournalHang > 0 || JournalOutage;

    public static Swarm Draw(SimRandom chance)
    {
        var small = chance.Chance(0.8);
        var urls = small ? chance.Between(5, 24) : chance.Between(25, 40);
        double Rate(double probability, double most) => chance.Chance(probability) ? chance.Fraction() * most : 0;
        return new Swarm
        {
            Urls = urls,
            ChunkSlots = chance.Between(3, 12),
            MaxUrls = chance.Chance(0.3) ? chance.Between(1, urls + 3) : null,
            Places = chance.Between(1, 8),
            Validators = chance.Between(1, 3),
            OpenChunks = chance.Between(1, 5),
            Choice = chance.Of([Choice.Uniform, Choice.Uniform, Choice.Uniform, Choice.NewestFirst, Choice.StarveOne]),
            WebTrouble = Rate(0.8, 0.8),
            RetryAfters = chance.Chance(0.3),
            RobotsTrouble = chance.Chance(0.2),
            Poison = chance.Chance(0.15),
            JournalFailBefore = Rate(0.25, 0.05),
            JournalExecuteThenFail = Rate(0.25, 0.05),
            JournalReject = Rate(0.1, 0.02),
            JournalHang = Rate(0.15, 0.02),
            JournalOutage = chance.Chance(0.1),
            DiskDenied = Rate(0.2, 0.05),
            DiskFull = chance.Chance(0.1),
            ListTrouble = Rate(0.1, 0.2),
            Crashes = chance.Chance(0.5) ? chance.Between(1, 6) : 0,
            Moves = chance.Chance(0.15) ? chance.Between(1, 2) : 0,
            Pauses = chance.Chance(0.15) ? chance.Between(1, 3) : 0,
            Cancel = chance.Chance(0.1),
            SlowMachine = chance.Chance(0.15),
            LatencyMilliseconds = chance.Of([0, 5, 50, 500]),
            Duplicates = chance.Of([DuplicateMode.Off, DuplicateMode.Remove, DuplicateMode.Remove, DuplicateMode.Report]),
            Replacements = chance.Chance(0.2) ? chance.Between(1, 3) : 0,
        };
    }

    /// <summary>Simpler worlds than this one, the boldest cuts first.</summary>
    public IEnumerable<Swarm> Simpler()
    {
        Swarm[] all =
        [
            this with { Crashes = 0 }, this with { Moves = 0 }, this with { Pauses = 0 }, this with { Replacements = 0 }, this with { Poison = false }, this with { Cancel = false },
            this with { JournalFailBefore = 0 }, this with { JournalExecuteThenFail = 0 }, this with { JournalReject = 0 },
            this with { JournalHang = 0 }, this with { JournalOutage = false }, this with { DiskDenied = 0 }, this with { DiskFull = false },
            this with { ListTrouble = 0 }, this with { RetryAfters = false }, this with { RobotsTrouble = false }, this with { WebTrouble = 0 },
            this with { SlowMachine = false }, this with { Duplicates = DuplicateMode.Off }, this with { MaxUrls = null }, this with { Choice = Choice.Uniform },
            this with { LatencyMilliseconds = 0 }, this with { Urls = Math.Max(1, Urls / 2) }, this with { Urls = Math.Max(1, Urls - 1) },
            this with { Crashes = Crashes / 2 }, this with { Crashes = Math.Max(0, Crashes - 1) }, this with { Validators = 1 },
            this with { OpenChunks = 1 }, this with { Places = 1 },
        ];
        return all.Where(simpler => simpler != this);
    }
}
