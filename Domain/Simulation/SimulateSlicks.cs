using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Review.Domain.Slicks;

namespace Review.Domain.Simulation;

/// <summary>
/// Fills the ledger with made-up slicks on made-up scenes, to try the application; their scenes are marked as simulated. Each scene comes
/// in whole or not at all, and sent again it goes on where an earlier one stopped: what is there with the same outlines is not made twice.
/// </summary>
/// <param name="Seed">The same seed and number make the same outlines.</param>
/// <param name="Progress">Hears how many slicks are in, from one thread at a time.</param>
public sealed record SimulateSlicks(int Slicks, int Seed, string Operator, IProgress<int>? Progress) : IRequest<SimulatedSlicks>
{
    public const int UsualSeed = 20200729;

    internal sealed class Rules : AbstractValidator<SimulateSlicks>
    {
        public Rules() => RuleFor(command => command.Slicks).InclusiveBetween(1, 2_000_000).WithMessage("Simulate 1 to 2,000,000 slicks.");
    }
}

/// <param name="Made">By this command.</param>
/// <param name="WereThere">By an earlier one, which may have been stopped.</param>
public sealed record SimulatedSlicks(int Made, int WereThere);

internal sealed class SimulateSlicksHandler(IServiceScopeFactory scopes) : IRequestHandler<SimulateSlicks, SimulatedSlicks>
{
    private const int SlicksPerScene = 12;
    private const int MostScenes = 1_000;

    // Scenes know nothing of each other, so each core writes its own; one more is checked meanwhile.
    private static readonly int Writers = Environment.ProcessorCount + 1;

    public async Task<SimulatedSlicks> Handle(SimulateSlicks request, CancellationToken cancellationToken)
    {
        var (counting, made, there) = (new Lock(), 0, 0);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Scenes(request),
            options,
            async (scene, stopped) =>
            {
                var wasThere = await Import(scene, request.Operator, stopped);
                lock (counting)
                {
                    _ = wasThere ? there += scene.Detections.Count : made += scene.Detections.Count;
                    request.Progress?.Report(made + there);
                }
            }
        );
        return new SimulatedSlicks(made, there);
    }

    private static IEnumerable<(string Name, DateTimeOffset Acquired, IReadOnlyList<Slicks.Detection> Detections)> Scenes(
        SimulateSlicks request
    )
    {
        var sea = new SimulatedSea(request.Seed);
        var perScene = Math.Max(SlicksPerScene, (int)Math.Ceiling(request.Slicks / (double)MostScenes));
        for (var done = 0; done < request.Slicks; done += perScene)
        {
            yield return sea.NextScene(Math.Min(perScene, request.Slicks - done));
        }
    }

    /// <returns>Whether it was there.</returns>
    private async Task<bool> Import(
        (string Name, DateTimeOffset Acquired, IReadOnlyList<Slicks.Detection> Detections) scene,
        string by,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var import = new ImportDetections(scene.Name, scene.Acquired, "simulated", Simulated: true, scene.Detections, new Authorship(by));
        return (await scope.ServiceProvider.GetRequiredService<ISender>().Send(import, cancellation)).WasThere;
    }
}
