using System.Data.Common;
using MediatR;

namespace Review.Domain.Scenes;

/// <summary>
/// Makes a registered image fit to be looked at: a copy with overviews where it has none, and its statistics. It can be sent again at any
/// time.
/// </summary>
/// <exception cref="NotFoundException">The scene has no image.</exception>
public sealed record PrepareScene(long Scene) : IRequest;

internal sealed class PrepareSceneHandler(ISceneImages images, IRasterFiles files) : IRequestHandler<PrepareScene>
{
    /// <summary>
    /// An image that was begun so often without an end is left alone: the next process would end over it too, with all that it does
    /// besides.
    /// </summary>
    private const int MostAttempts = 3;

    // A process that is asked to stop has no more than a few seconds.
    private const int MostHandBacks = 4;
    private static readonly TimeSpan BetweenHandBacks = TimeSpan.FromSeconds(1);

    public async Task Handle(PrepareScene request, CancellationToken cancellationToken)
    {
        // An image that was registered over it meanwhile has no job of its own: there is one for a scene.
        while (!await PrepareCurrent(request, cancellationToken)) { }
    }

    /// <returns>False when another image was registered for the scene before this one was ready.</returns>
    private async Task<bool> PrepareCurrent(PrepareScene request, CancellationToken cancellationToken)
    {
        var image =
            await images.Find(request.Scene, cancellationToken) ?? throw new NotFoundException($"The scene {request.Scene} has no image.");
        if (await images.Begin(image, cancellationToken) > MostAttempts)
        {
            return await images.MarkFailed(
                image,
                $"Preparing this image was begun {MostAttempts} times and never came to an end, perhaps for lack of memory. Look at "
                    + "the server's log before you register it again.",
                cancellationToken
            );
        }

        string? copy = null;
        try
        {
            var file = await Task.Run(() => FileOf(image, cancellationToken), cancellationToken);
            copy = file == image.Source ? null : file;
            var statistics = await Task.Run(() => StatisticsOf(image, file, cancellationToken), cancellationToken);
            var isCurrent = await images.MarkReady(image, file, statistics, cancellationToken);
            copy = isCurrent ? null : copy;
            if (isCurrent && image.File is { } before && before != file)
            {
                files.Discard(before);
            }

            return isCurrent;
        }
        catch (Exception wrong) when (wrong is RuleBrokenException or IOException or UnauthorizedAccessException or StartException)
        {
            // The sentence is for who registered it; another attempt with the same file would end the same way.
            return await images.MarkFailed(image, wrong.Message, CancellationToken.None);
        }
        catch (Exception elsewhere)
            when (elsewhere is OperationCanceledException or DbException || DatabaseTrouble.Of(elsewhere) is not null)
        {
            // It is not the image's fault.
            await HandBack(image);
            throw;
        }
        finally
        {
            if (copy is not null)
            {
                files.Discard(copy);
            }
        }
    }

    /// <summary>A database that was away for a moment is asked again; one that stays away keeps the attempt.</summary>
    private async Task HandBack(SceneImage image)
    {
        for (var asked = 1; asked <= MostHandBacks; asked++)
        {
            try
            {
                await images.HandBack(image, CancellationToken.None);
                return;
            }
            catch (Exception away) when (asked < MostHandBacks && DatabaseTrouble.Of(away) is not null)
            {
                await Task.Delay(BetweenHandBacks);
            }
            catch (Exception away) when (DatabaseTrouble.Of(away) is not null)
            {
                // Who asked for the image hears why it was not prepared, not this.
            }
        }
    }

    private string FileOf(SceneImage image, CancellationToken cancellation)
    {
        using (var source = files.Open(image.Source, image.GivenBounds, image.Unit))
        {
            if (source.Facts.HasOverviews)
            {
                return image.Source;
            }
        }

        var copy = files.NewCopy(image.Scene);
        files.Copy(image.Source, image.GivenBounds, image.Unit, copy, cancellation);
        return copy;
    }

    private IReadOnlyList<BandStatistics> StatisticsOf(SceneImage image, string file, CancellationToken cancellation)
    {
        using var pixels = files.OpenPrepared(image with { File = file });
        return SceneStatistics.Of(pixels, cancellation);
    }
}
