using FluentValidation;
using MediatR;

namespace Review.Domain.Scenes;

/// <summary>Takes an image file that somebody sends, so that it can be registered.</summary>
/// <param name="Content">Read to its end; a file of which only a part came is not kept.</param>
/// <param name="FileName">As the sender called it; only its last part counts.</param>
/// <param name="Bytes">What the sender says that will come.</param>
/// <param name="Folder">Where scenes lie; the file goes into <c>uploads</c> in it.</param>
/// <param name="Progress">Hears the bytes that have come so far.</param>
/// <returns>The path of the file. One that is there already is not replaced: the new one gets a number.</returns>
public sealed record ReceiveSceneFile(Stream Content, string FileName, long Bytes, string Folder, IProgress<long>? Progress)
    : IRequest<string>
{
    /// <summary>More than the largest Sentinel-1 product.</summary>
    public const long MostBytes = 8L << 30;

    private static readonly string[] Endings = [".tif", ".tiff", ".png", ".zip"];

    internal sealed class Rules : AbstractValidator<ReceiveSceneFile>
    {
        public Rules()
        {
            RuleFor(command => command.FileName)
                .Must(name => Endings.Contains(System.IO.Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
                .WithMessage("Send a GeoTIFF (.tif), a PNG or a zipped .SAFE product (.zip).")
                .Must(name => name.Length <= 200 && PlainText.IsKept(name) && !name.Any(char.IsControl))
                .WithMessage("The file's name is longer than 200 characters or has signs that no file can have.");
            RuleFor(command => command.Bytes)
                .GreaterThan(0)
                .WithMessage("The file is empty.")
                .LessThanOrEqualTo(MostBytes)
                .WithMessage("The file is larger than 8 GB. Put it where the server can read it, and name its place instead.");
        }
    }
}

internal sealed class ReceiveSceneFileHandler(ISceneFiles files) : IRequestHandler<ReceiveSceneFile, string>
{
    public Task<string> Handle(ReceiveSceneFile request, CancellationToken cancellationToken) =>
        files.Receive(
            request.Content,
            request.Bytes,
            System.IO.Path.Combine(request.Folder, "uploads"),
            System.IO.Path.GetFileName(request.FileName.Replace('\\', '/')),
            request.Progress,
            cancellationToken
        );
}
