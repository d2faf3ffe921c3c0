namespace Review.Domain.Scenes;

/// <summary>Images that were registered, became ready or failed, through this process and others.</summary>
public interface ISceneNotices
{
    /// <summary>Notices as they come. A listener that is too slow misses the older ones; each stands for itself.</summary>
    IAsyncEnumerable<SceneNotice> Listen(CancellationToken cancellation);
}

public sealed record SceneNotice(long Scene, ImageState State);
