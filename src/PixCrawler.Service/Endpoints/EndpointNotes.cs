using System.Net.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PixCrawler.Service.Endpoints;

/// <summary>Tells the OpenAPI document what endpoints read by hand.</summary>
internal static class EndpointNotes
{
    /// <summary>Names query parameters.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, params string[] names) =>
        Add(endpoint, [.. names.Select(name => new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = Text() })]);

    /// <summary>Names a header that must be there.</summary>
    public static RouteHandlerBuilder WithHeader(this RouteHandlerBuilder endpoint, string name, string description) =>
        Add(endpoint, [new OpenApiParameter { Name = name, In = ParameterLocation.Header, Required = true, Description = description, Schema = Text() }]);

    private static RouteHandlerBuilder Add(RouteHandlerBuilder endpoint, IReadOnlyList<OpenApiParameter> parameters) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. operation.Parameters ?? [], .. parameters];
            return Task.CompletedTask;
        });

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
