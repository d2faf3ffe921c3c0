using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using Review.Domain;
using Review.Domain.Geometry;

namespace Review.App.Shell;

/// <summary>Reads a request's JSON body, with the hash that an idempotency key is tied to.</summary>
internal static class JsonBody
{
    /// <summary>The largest body that is read, in bytes: an outline at the vertex limit is a tenth of it.</summary>
    public const long MostBytes = 48_000_000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 32,
        AllowDuplicateProperties = false,
    };

    public static async Task<(T Body, byte[] Hash)> Read<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        var (body, hash) = await ReadOptional<T>(request, cancellation);
        return (body ?? throw new BadHttpRequestException("The body is empty: send a JSON object.", StatusCodes.Status400BadRequest), hash);
    }

    /// <summary>The body as it came, of any kind of JSON; line-delimited too.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, byte[] Hash)> Bytes(HttpRequest request, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellation);
        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        return bytes.Length == 0 || request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true
            ? (bytes, SHA256.HashData(bytes.Span))
            : throw NotJson();
    }

    public static async Task<(T? Body, byte[] Hash)> ReadOptional<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        var (bytes, hash) = await Bytes(request, cancellation);
        if (bytes.Length > 0 && !request.HasJsonContentType())
        {
            throw NotJson();
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            throw new RuleBrokenException("body", "The body is not UTF-8.");
        }

        try
        {
            var text = Utf8Text.Of(bytes.Span);
            Utf8Text.CheckNames(text);
            return (text.Length == 0 ? null : JsonSerializer.Deserialize<T>(text, Options), hash);
        }
        catch (JsonException wrong)
        {
            throw new RuleBrokenException(FieldOf(wrong), $"The body is not the JSON that is expected here: {Sentence(wrong)}");
        }
    }

    private static BadHttpRequestException NotJson() =>
        new("Send the body as application/json.", StatusCodes.Status415UnsupportedMediaType);

    private static string FieldOf(JsonException wrong) => wrong.Path is { Length: > 2 } path ? path[2..] : "body";

    private static string Sentence(JsonException wrong) =>
        wrong switch
        {
            { Path: null or "$" } when wrong.Message.Contains("could not be converted", StringComparison.Ordinal) => "it is not an object.",
            { Message: var message } when message.StartsWith("The JSON property", StringComparison.Ordinal) =>
                $"there is no member {message.Split('\'')[1].Shortened()} here.",
            { Path: { Length: > 2 } path } when wrong.Message.Contains("could not be converted", StringComparison.Ordinal) =>
                $"{path[2..].Shortened()} is not of the kind of value that belongs there.",
            _ => wrong.Message.Split(" Path:", 2)[0].Shortened(),
        };
}
