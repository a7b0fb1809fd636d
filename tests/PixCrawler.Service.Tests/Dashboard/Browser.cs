using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using PixCrawler.Service.Tests.Support;

namespace PixCrawler.Service.Tests.Dashboard;

/// <summary>What a scenario saw.</summary>
/// <param name="Errors">What the browser's console complained about: errors of scripts, rules of content that were broken.</param>
/// <param name="Outside">Requests to anything but the service.</param>
/// <param name="Result">The scenario's own account.</param>
internal sealed record Visit(IReadOnlyList<string> Errors, IReadOnlyList<string> Outside, JsonElement Result);

/// <summary>Drives the system's Chromium, without a window, through a scenario of the folder beside this file.</summary>
internal static class Browser
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<Visit> VisitAsync(string scenario, RunningService service, JsonObject? input = null)
    {
        var root = Root();
        input ??= [];
        input["base"] = service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        input["chromium"] = Chromium();
        input["playwright"] = Path.Combine(root, "artifacts", "browser", "node_modules", "playwright-core");
        input["screenshots"] = Environment.GetEnvironmentVariable("PIXCRAWLER_SCREENSHOTS");
        await RunAsync(Path.Combine(root, "eng", "install-node-packages.sh"), ["browser"], "");
        var folder = Path.Combine(root, "tests", "PixCrawler.Service.Tests", "Dashboard", "scenarios");
        var answer = await RunAsync("node", [Path.Combine(folder, "driver.mjs"), Path.Combine(folder, $"{scenario}.mjs")], input.ToJsonString());
        return JsonSerializer.Deserialize<Visit>(answer, JsonSerializerOptions.Web)!;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {output}{await errors}");
            return output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Chromium()
    {
        string?[] places = [Environment.GetEnvironmentVariable("PIXCRAWLER_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser"];
        return places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The dashboard is tested in Chromium, which is not here: sudo apt-get install chromium, or PIXCRAWLER_CHROMIUM=its path.");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PixCrawler.Actors.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
