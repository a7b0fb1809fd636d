using System.Data.Common;

namespace PixCrawler.Service.ReadModel;

/// <summary>Moments as both databases keep them: ticks of UTC.</summary>
internal static class Ticks
{
    public static long Of(DateTimeOffset time) => time.UtcTicks;

    public static object Of(DateTimeOffset? time) => time is { } known ? known.UtcTicks : DBNull.Value;

    public static DateTimeOffset? Read(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);
}
