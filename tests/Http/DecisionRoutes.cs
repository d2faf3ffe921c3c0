using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>What tests of decisions over HTTP share.</summary>
public abstract class DecisionRoutes(WebApp app)
{
    private protected WebApp App { get; } = app;

    private protected const string Bar = "POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))";
    private protected const string LineThroughBar = "LINESTRING (10.02 49.9, 10.02 50.1)";

    private protected async Task<long> Given() => (await App.Desk.GivenSlicks(1))[0];
}
