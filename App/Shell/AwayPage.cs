using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc;

namespace Review.App.Shell;

/// <summary>
/// What somebody sees who opens a page while it cannot be made, instead of problem details: it says why, and asks again by itself.
/// </summary>
internal static class AwayPage
{
    /// <summary>A browser that opens a page says that it would rather have HTML; scripts and the page's own requests do not.</summary>
    public static bool IsFor(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/tiles")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static Task Write(HttpResponse response, ProblemDetails problem, TimeSpan again)
    {
        var (title, detail) = (HtmlEncoder.Default.Encode(problem.Title!), HtmlEncoder.Default.Encode(problem.Detail!));
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="refresh" content="{Math.Max(2, again.TotalSeconds).ToString(CultureInfo.InvariantCulture)}">
            <title>{title} · Slick Review</title>
            <link rel="stylesheet" href="/app.css">
            <main class="plain"><div class="plain-card">
            <h1>{title}</h1>
            <p>{detail}</p>
            <p>Decisions that wait in this browser are kept here and sent when it is back. This page opens by itself then.</p>
            </div></main>
            </html>
            """
        );
    }
}
