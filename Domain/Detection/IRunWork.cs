namespace Review.Domain.Detection;

/// <summary>What a run needs of the models: choosing one for a scene, and its work.</summary>
internal interface IRunWork
{
    /// <param name="model">Null for the default one.</param>
    /// <exception cref="RuleBrokenException">There is no such model, or the scene has no image that it could look at.</exception>
    Task<ModelChoice> Choose(long scene, string? model, CancellationToken cancellation);

    /// <param name="choice">As it was recorded when the run was queued.</param>
    /// <exception cref="RuleBrokenException">The image or the model cannot be used; the sentence is the run's message.</exception>
    Task<RunFindings> Detect(long scene, ModelChoice choice, IProgress<RunProgress> progress, CancellationToken cancellation);
}

/// <param name="Parameters">A JSON object: everything that decides about the result besides model and version.</param>
internal sealed record ModelChoice(string Model, string Version, string Parameters);
