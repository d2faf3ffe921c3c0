using System.Security.Cryptography;
using Review.App.Shell;
using Review.Domain;

namespace Review.App.People;

/// <summary>Who sends a request, and how it is known again when it is sent twice.</summary>
internal static class Requester
{
    private const string KeyHeader = "Idempotency-Key";

    /// <param name="bodyHash">As <see cref="JsonBody"/> gives it.</param>
    /// <param name="subject">What else makes it this request, such as the id in its address; null when the body says all.</param>
    /// <returns>Without a key when the request has none.</returns>
    public static Authorship Authorship(this HttpContext http, byte[] bodyHash, byte[]? subject = null) =>
        new(
            http.User.ReviewerName(),
            http.Request.Headers[KeyHeader].ToString() is { Length: > 0 } key ? key : null,
            subject is null ? bodyHash : SHA256.HashData([.. subject, .. bodyHash])
        );

    /// <exception cref="RuleBrokenException">The request has no idempotency key.</exception>
    public static void NeedsIdempotencyKey(this HttpContext http)
    {
        if (http.Request.Headers[KeyHeader].ToString().Length == 0)
        {
            throw new RuleBrokenException(
                KeyHeader,
                "Send a header Idempotency-Key with a text of your own, new for each decision, so that a repeated request cannot "
                    + "decide twice."
            );
        }
    }
}
