using System.ComponentModel.DataAnnotations;
using System.Reflection;
using PixCrawler.Actors.Hosting;

namespace PixCrawler.Actors.Tests.Hosting;

/// <summary>Every figure of the options has its range, and the range is kept at both ends.</summary>
public sealed class PixCrawlerOptionsTests
{
    public static TheoryData<string> Figures =>
        [.. typeof(PixCrawlerOptions).GetProperties().Where(property => property.PropertyType == typeof(int)).Select(property => property.Name)];

    [Fact]
    public void Validate_OfTheDefaults_FindsNothing() => Should.NotThrow(() => new PixCrawlerOptions().Validate());

    [Theory]
    [MemberData(nameof(Figures))]
    public void Validate_AtBothEndsOfTheRange_FindsNothing(string figure)
    {
        var (property, range) = Range(figure);
        foreach (var value in new[] { (int)range.Minimum, (int)range.Maximum })
            Should.NotThrow(() => With(property, value).Validate());
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void Validate_BeyondEitherEndOfTheRange_NamesTheFigure(string figure)
    {
        var (property, range) = Range(figure);
        foreach (var value in new[] { (int)range.Minimum - 1, (int)range.Maximum + 1 })
            Should.Throw<ValidationException>(() => With(property, value).Validate()).Message.ShouldContain(figure);
    }

    private static (PropertyInfo Property, RangeAttribute Range) Range(string figure)
    {
        var property = typeof(PixCrawlerOptions).GetProperty(figure)!;
        return (property, property.GetCustomAttribute<RangeAttribute>().ShouldNotBeNull($"{figure} has no range"));
    }

    private static PixCrawlerOptions With(PropertyInfo property, int value)
    {
        var options = new PixCrawlerOptions();
        property.SetValue(options, value);
        return options;
    }
}
