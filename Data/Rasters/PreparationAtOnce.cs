using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Review.Domain.Jobs;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>Prepares images in this process, where no job store is set up.</summary>
internal sealed class PreparationAtOnce(IServiceScopeFactory scopes) : IJobs
{
    public Task Start(JobKind kind, long subject, CancellationToken cancellation)
    {
        if (kind != JobKind.PrepareScene)
        {
            throw new InvalidOperationException($"There is no job store for {kind}.");
        }

        _ = Task.Run(() => Prepare(subject), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task Prepare(long scene)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(new PrepareScene(scene));
    }
}
