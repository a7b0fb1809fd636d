using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Serialization;

namespace PixCrawler.Contracts.Tests.Serialization;

/// <summary>
/// What stored or sent JSON leaves out means what it means in code: the default that the property has, not the one of its type. Every
/// property of every sample is left out once, at whatever depth.
/// </summary>
public sealed class DefaultsTests
{
    private static readonly ManifestTable Table = ContractManifests.CreateTable();

    public static TheoryData<string> Names => [.. Samples.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_WhenAPropertyIsMissing_GivesItsDefault(string name)
    {
        var value = Samples.All.Single(sample => sample.Name == name).Value;
        var whole = Encoding.UTF8.GetString(Table.Write(value));

        Check(value, JsonNode.Parse(whole)!, (changed, path) => Follow(Table.Read(Encoding.UTF8.GetBytes(changed), Table.ManifestOf(value)), path), []);
    }

    [Fact]
    public void Read_OfTheLeastAJobMaySay_GivesTheUsualJob()
    {
        var submit = (SubmitJob)Table.Read(
            """{"jobId":"0123456789abcdef0123456789abcdef","specification":{"name":"a","outputFolder":"b","sources":[{"path":"c"}]}}"""u8, "job.submit.v1");

        var usual = new JobSpecification { Name = "a", OutputFolder = "b", Sources = submit.Specification.Sources };
        submit.Specification.ShouldBe(usual);
        var source = submit.Specification.Sources[0];
        (source.UrlColumn, source.CaptionColumn, source.KeyColumn, source.ExtraColumns.Count).ShouldBe(("url", "caption", "key", 0));
    }

    private static void Check(object value, JsonNode json, Func<string, string[], object?> read, string[] path)
    {
        if (json is not JsonObject members || value.GetType().Namespace?.StartsWith("PixCrawler.", StringComparison.Ordinal) != true)
            return;
        foreach (var property in value.GetType().GetProperties().Where(property => property is { CanWrite: true, GetMethod.IsStatic: false } && property.GetIndexParameters().Length == 0))
        {
            var key = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            if (members[key] is not { } member || IsRequired(value.GetType(), property))
                continue;
            var below = property.GetValue(value)!;
            Check(below, member, read, [.. path, property.Name]);
            members.Remove(key);
            var found = property.GetValue(read(members.Root.ToJsonString(), path));
            Same(found, property.GetValue(Fresh(value))).ShouldBeTrue($"{value.GetType().Name}.{property.Name} is {found ?? "null"}");
            members[key] = member;
        }
    }

    private static bool IsRequired(Type type, PropertyInfo property) =>
        property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)) || Primary(type).GetParameters().Any(parameter => parameter.Name == property.Name);

    // One that says no more than it must.
    private static object Fresh(object value)
    {
        var primary = Primary(value.GetType());
        return primary.Invoke([.. primary.GetParameters().Select(parameter => value.GetType().GetProperty(parameter.Name!)!.GetValue(value))]);
    }

    private static ConstructorInfo Primary(Type type) => type.GetConstructors().Where(one => !one.IsDefined(typeof(JsonConstructorAttribute))).MaxBy(one => one.GetParameters().Length)!;

    private static object? Follow(object value, string[] path) =>
        path.Aggregate((object?)value, (current, name) => current!.GetType().GetProperty(name)!.GetValue(current));

    // Lists are compared by what is in them; one that was never made throws here.
    private static bool Same(object? one, object? other) => one is System.Collections.IEnumerable and not string && other is System.Collections.IEnumerable
        ? ((System.Collections.IEnumerable)one).Cast<object>().SequenceEqual(((System.Collections.IEnumerable)other).Cast<object>())
        : Equals(one, other);
}
