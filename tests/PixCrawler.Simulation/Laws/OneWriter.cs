namespace PixCrawler.Simulation.Laws;

/// <summary>Of two writers of one journal, one goes on and the other stops at its first refused write (R11).</summary>
internal sealed class OneWriter : Law
{
    protected override void Judge(SimRecord record)
    {
        var history = record.Universe.Database.History;
        foreach (var id in history.GroupBy(committed => committed.PersistenceId))
        {
            var gone = new HashSet<string>();
            string? current = null;
            foreach (var committed in id)
            {
                if (committed.Writer == current)
                    continue;
                Check(!gone.Contains(committed.Writer), $"{committed.Writer} wrote to {id.Key} after {current} had taken over");
                if (current is not null)
                    gone.Add(current);
                current = committed.Writer;
            }

            var numbers = id.Select(committed => committed.SequenceNr).ToArray();
            Check(numbers.SequenceEqual(numbers.Distinct().Order()), $"the numbers of {id.Key} are not in order");
        }

        foreach (var writer in record.Universe.Database.Refusals.GroupBy(refused => (refused.PersistenceId, refused.Writer)))
        {
            Check(writer.Count() == 1, $"{writer.Key.Writer} went on writing to {writer.Key.PersistenceId} after it was refused");
            Check(
                !history.Any(committed => committed.Writer == writer.Key.Writer && committed.PersistenceId == writer.Key.PersistenceId && committed.Step > writer.First().Step),
                $"{writer.Key.Writer} wrote to {writer.Key.PersistenceId} after it was refused");
        }
    }
}
