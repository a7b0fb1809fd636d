using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace PixCrawler.ImageFarm;

/// <summary>Finds the behaviour of a path.</summary>
internal sealed class FarmRouter
{
    private static readonly FrozenDictionary<string, (TemplateMatcher Matcher, FarmBehaviour Behaviour)[]> Routes =
        FarmBehaviours.Registry
            .GroupBy(behaviour => FirstSegment(behaviour.Route))
            .ToFrozenDictionary(group => group.Key, group => group
                .Select(behaviour => (new TemplateMatcher(TemplateParser.Parse(behaviour.Route[1..]), []), behaviour)).ToArray());

    public async Task AnswerAsync(FarmExchange exchange, string path)
    {
        try
        {
            await Find(exchange, path).Answer(exchange);
        }
        catch (FarmRouteException problem)
        {
            await exchange.SendAsync(StatusCodes.Status404NotFound, "text/plain", Encoding.UTF8.GetBytes(problem.Message));
        }
    }

    private static FarmBehaviour Find(FarmExchange exchange, string path)
    {
        foreach (var (matcher, behaviour) in Routes.GetValueOrDefault(FirstSegment(path), []))
        {
            var values = new RouteValueDictionary();
            if (!matcher.TryMatch(path, values)) continue;
            exchange.Route = values;
            return behaviour;
        }
        throw new FarmRouteException($"The farm has no behaviour for {path}.");
    }

    private static string FirstSegment(string path)
    {
        int end = path.IndexOf('/', 1);
        return end < 0 ? path : path[..end];
    }
}
