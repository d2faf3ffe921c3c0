using FluentValidation;
using MediatR;
using NetTopologySuite.Geometries;
using Review.Domain.Geometry;
using Review.Domain.Scenes;

namespace Review.Domain.Slicks;

/// <summary>Puts what a model found into the ledger, as one run over one scene. All of it, or nothing.</summary>
/// <param name="Scene">Known already, or made new with the acquisition time.</param>
/// <param name="Acquired">When absent: the known scene's, or the one that stands in a Sentinel-1 name, or the time of the import.</param>
/// <param name="Again">The same outlines are meant to be in the scene a second time; without it that is refused.
/// Simulated ones that are there are left as they are.</param>
/// <param name="Progress">Hears how many detections are written; none of them is in the ledger before all are.</param>
public sealed record ImportDetections(
    string Scene,
    DateTimeOffset? Acquired,
    string Model,
    bool Simulated,
    IReadOnlyList<Detection> Detections,
    Authorship By,
    bool Again = false,
    IProgress<int>? Progress = null
) : IRequest<ImportResult>
{
    /// <summary>
    /// The classes that a model's <c>inf_idx</c> stands for when the import does not say: 1 infrastructure, 2 natural seep.
    /// </summary>
    public static IReadOnlyDictionary<int, int> UsualClasses { get; } =
        new Dictionary<int, int> { [1] = SlickClass.InfrastructureId, [2] = SlickClass.NaturalId };

    internal sealed class Rules : AbstractValidator<ImportDetections>
    {
        public Rules()
        {
            RuleFor(command => command.Scene)
                .NotEmpty()
                .WithMessage("Name the scene that the detections were made in.")
                .MaximumLength(200)
                .WithMessage("A scene's name has at most 200 characters.")
                .Must(PlainText.IsKept)
                .WithMessage("The scene's name contains a character that cannot be kept (NUL, or half of a surrogate pair).");
            RuleFor(command => command.Model)
                .MaximumLength(200)
                .WithMessage("A model's name has at most 200 characters.")
                .Must(PlainText.IsKept)
                .WithMessage("The model's name contains a character that cannot be kept (NUL, or half of a surrogate pair).");
            RuleFor(command => command.By).SetValidator(new AuthorshipRules()).OverridePropertyName("");
            RuleFor(command => command.Detections).NotEmpty().WithMessage("The file holds no detections.");
            RuleForEach(command => command.Detections)
                .ChildRules(detection =>
                {
                    detection
                        .RuleFor(one => one.MachineConfidence)
                        .Must(value => value is null or (>= 0 and <= 1))
                        .OverridePropertyName("machine_confidence")
                        .WithMessage("A confidence is a number from 0 to 1.");
                    detection
                        .RuleFor(one => one.Class)
                        .Must(id => SlickClass.Find(id) is not null)
                        .OverridePropertyName("class")
                        .WithMessage(one => $"There is no class {one.Class}.");
                })
                .OverridePropertyName("features");
        }
    }
}

/// <summary>What a model put out, before it enters the ledger: by a run of it here, or in a file that is imported.</summary>
/// <param name="Outline">EPSG:4326; what is not valid is repaired or refused when it enters.</param>
/// <param name="Class">A class of the slick tree.</param>
/// <param name="MachineConfidence">0 to 1: of a run, the median probability of its pixels. Null when the model told none.</param>
/// <param name="Meta">A JSON object that a run keeps beside the slick, such as mean and maximum probability, pixels, the sets of windows
/// that saw it and the ice mask's date. Null when there is none.</param>
public sealed record Detection(NetTopologySuite.Geometries.Geometry Outline, int Class, double? MachineConfidence, string? Meta = null);

/// <param name="Slicks">In the order of the detections; none when <paramref name="WasThere"/>.</param>
/// <param name="WasThere">Nothing was put in: <paramref name="Run"/> had brought the same outlines, and once is enough.</param>
public sealed record ImportResult(long Run, long[] Slicks, bool SceneTimeGuessed = false, bool WasThere = false);

/// <summary>What becomes of an import whose outlines another one brought into the same scene already.</summary>
public enum WhenThere
{
    /// <summary>An <see cref="ImportedBeforeException"/>.</summary>
    Refuse,

    /// <summary>They are there twice.</summary>
    PutInAgain,

    /// <summary>Nothing is put in, so that what stopped halfway goes on when it is asked for again.</summary>
    LeaveAsTheyAre,
}

/// <param name="Acquired">Of a scene that is not known yet.</param>
public sealed record ImportDraft(string Scene, DateTimeOffset Acquired, string Model, bool Simulated, Authorship By, WhenThere WhenThere);

/// <summary>The same outlines were imported into the scene before; the message names that import.</summary>
public sealed class ImportedBeforeException(long run, string sentence) : Exception(sentence)
{
    public long Run { get; } = run;
}

internal sealed class ImportDetectionsHandler(IImports imports, IReviewDb db, TimeProvider time)
    : IRequestHandler<ImportDetections, ImportResult>
{
    public async Task<ImportResult> Handle(ImportDetections request, CancellationToken cancellationToken)
    {
        var outlines = request.Detections.Select(Normalized).ToList();
        var known = await new FindSceneHandler(db).Handle(new FindScene(request.Scene), cancellationToken);
        if (known is not null && request.Acquired is { } given && (given - known.Acquired).Duration() >= TimeSpan.FromSeconds(1))
        {
            throw new RuleBrokenException(
                "acquired",
                $"The scene {known.Name} was acquired at {known.Acquired:yyyy-MM-dd HH:mm:ss} UTC, as far as is known. Leave "
                    + "acquired out, or import under another name."
            );
        }

        var acquired = request.Acquired ?? known?.Acquired ?? SceneName.TryParse(request.Scene)?.Start;
        var whenThere =
            request.Simulated ? WhenThere.LeaveAsTheyAre
            : request.Again ? WhenThere.PutInAgain
            : WhenThere.Refuse;
        var draft = new ImportDraft(request.Scene, acquired ?? time.GetUtcNow(), request.Model, request.Simulated, request.By, whenThere);
        var result = await imports.Import(draft, request.Detections, outlines, request.Progress, cancellationToken);
        return result with { SceneTimeGuessed = acquired is null };
    }

    private static MultiPolygon Normalized(Detection detection, int index)
    {
        try
        {
            return Outline.Normalize(detection.Outline);
        }
        catch (OutlineException wrong)
        {
            throw new OutlineException($"Feature {index} (counted from 0): {wrong.Message} Nothing was imported.");
        }
    }
}

/// <summary>How detections enter the ledger.</summary>
public interface IImports
{
    /// <summary>
    /// Writes a run and its slicks in one transaction: all of them are in the ledger, or nothing is, however the process ends.
    /// </summary>
    /// <param name="progress">Hears how many are written.</param>
    /// <exception cref="IdempotencyException">The key belongs to somebody else's import, or to another one.</exception>
    /// <exception cref="ImportedBeforeException">The same outlines are in the scene already, and that is not meant.</exception>
    Task<ImportResult> Import(
        ImportDraft draft,
        IReadOnlyList<Detection> detections,
        IReadOnlyList<MultiPolygon> outlines,
        IProgress<int>? progress,
        CancellationToken cancellation
    );
}
