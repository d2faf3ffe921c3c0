using MediatR;

namespace Review.Domain.Scenes;

/// <summary>The pixel of a scene at a place, in each band.</summary>
/// <exception cref="NotFoundException">There is no such scene, or it has no image to be read.</exception>
public sealed record GetSceneValue(long Scene, double Longitude, double Latitude) : IRequest<IReadOnlyList<SceneValue>>;

/// <param name="Value">In the band's unit; null where there is no data.</param>
/// <param name="Db">In dB; null where there is no data, and where the value has no logarithm.</param>
public sealed record SceneValue(string Band, double? Value, double? Db);

internal sealed class GetSceneValueHandler(ISceneImages images, IScenePictures pictures)
    : IRequestHandler<GetSceneValue, IReadOnlyList<SceneValue>>
{
    public async Task<IReadOnlyList<SceneValue>> Handle(GetSceneValue request, CancellationToken cancellationToken)
    {
        var image = await images.Find(request.Scene, cancellationToken) is { State: ImageState.Ready } ready
            ? ready
            : throw new NotFoundException($"The scene {request.Scene} has no image that can be read.");
        var values = await pictures.Values(image, request.Longitude, request.Latitude, cancellationToken);
        return
        [
            .. image.Bands.Select(
                (band, index) => new SceneValue(band, Known(values[index]), Known(Backscatter.ToDecibel(values[index], image.Unit)))
            ),
        ];
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
