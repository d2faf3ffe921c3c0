using FluentValidation;
using MediatR;
using Review.Domain.Decisions;
using Review.Domain.Simulation;

namespace Review.Domain.Slicks;

/// <summary>Fills the ledger with made-up slicks on made-up scenes, to try the application; their scenes are marked as simulated.</summary>
/// <param name="Seed">The same seed makes the same outlines.</param>
/// <param name="Progress">Hears how many slicks are in.</param>
public sealed record SimulateSlicks(int Slicks, int Seed, string Operator, IProgress<int>? Progress) : IRequest<int>
{
    public const int UsualSeed = 20200729;

    internal sealed class Rules : AbstractValidator<SimulateSlicks>
    {
        public Rules() => RuleFor(command => command.Slicks).InclusiveBetween(1, 2_000_000).WithMessage("Simulate 1 to 2,000,000 slicks.");
    }
}

internal sealed class SimulateSlicksHandler(ISender sender) : IRequestHandler<SimulateSlicks, int>
{
    private const int SlicksPerScene = 12;
    private const int MostScenes = 1_000;

    public async Task<int> Handle(SimulateSlicks request, CancellationToken cancellationToken)
    {
        var random = new SimulatedSea(request.Seed);
        var perScene = Math.Max(SlicksPerScene, (int)Math.Ceiling(request.Slicks / (double)MostScenes));
        for (var done = 0; done < request.Slicks; done += perScene)
        {
            var count = Math.Min(perScene, request.Slicks - done);
            var (name, acquired, detections) = random.NextScene(count);
            await sender.Send(new ImportDetections(name, acquired, "simulated", Simulated: true, detections, new Authorship(request.Operator)), cancellationToken);
            request.Progress?.Report(done + count);
        }

        return request.Slicks;
    }
}
