using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.ResponseCompression;
using Review.App.Decisions;
using Review.App.Events;
using Review.App.People;
using Review.App.Runs;
using Review.App.Scenes;
using Review.App.Slicks;
using Review.App.Statistics;
using Review.App.Tiles;
using Review.Data;
using Review.Domain;
using Review.Domain.People;

namespace Review.App.Shell;

/// <summary>The web application: what is registered, and in what order a request meets it.</summary>
internal static class WebHost
{
    private const string CookieOrKey = "CookieOrKey";

    /// <summary>
    /// Of PBKDF2 with HMAC-SHA-512 (OWASP Password Storage Cheat Sheet, 2023). A password that was hashed with fewer is hashed anew when it
    /// is used.
    /// </summary>
    internal const int PasswordRounds = 210_000;

    /// <summary>How long Ctrl-C waits for open requests; a page's circuit and its event stream are open for as long as the page.</summary>
    public static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(5);

    /// <param name="jobs">It does background work too; otherwise it only starts it.</param>
    /// <param name="others">Services that stand in the place of the usual ones.</param>
    public static WebApplication Build(
        IDatabase database,
        IConfiguration settings,
        bool jobs = false,
        Action<IServiceCollection>? others = null
    )
    {
        // By name, or static files are looked for under that of whoever started the process, such as the tests.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(WebHost).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Configuration.AddConfiguration(settings);
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "Review.staticwebassets.runtime.json")))
        {
            builder.WebHost.UseStaticWebAssets();
        }

        if (settings["REVIEW_HOSTS"] is { Length: > 0 } hosts)
        {
            builder.Configuration["AllowedHosts"] = hosts.Replace(' ', ';');
        }

        builder.WebHost.UseUrls(settings["REVIEW_URLS"] ?? "http://127.0.0.1:8080");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = JsonBody.MostBytes);
        AddServices(builder.Services, database, settings);
        if (jobs)
        {
            builder.Services.AddReviewWorker();
        }

        QuietLogs.Quieten(builder.Services);
        others?.Invoke(builder.Services);

        // Until it has started, what goes wrong is said once, as a sentence, by who starts it.
        WebApplication? app = null;
        builder.Logging.AddFilter(
            "Microsoft.Extensions.Hosting.Internal.Host",
            level => level >= LogLevel.Warning && (app?.Lifetime.ApplicationStarted.IsCancellationRequested ?? false)
        );
        app = builder.Build();
        Map(app, settings);
        return app;
    }

    /// <exception cref="StartException">It cannot listen where it should.</exception>
    public static async Task Start(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException refused) when (refused.InnerException is AddressInUseException)
        {
            throw new StartException(
                $"{refused.Message[(refused.Message.IndexOf("http", StringComparison.Ordinal) is var at and >= 0 ? at : 0)..]} Stop "
                    + "what listens there, or choose another address: REVIEW_URLS=http://127.0.0.1:8081",
                refused
            );
        }
        catch (System.Net.Sockets.SocketException refused)
        {
            throw new StartException($"The address in REVIEW_URLS cannot be listened on: {refused.Message}", refused);
        }
    }

    private static void AddServices(IServiceCollection services, IDatabase database, IConfiguration settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestShutdown);
        services.AddReviewDomain();
        services.AddReviewData(database, settings);
        services.AddSingleton<UseCases>();
        services.AddSingleton<Departure>();
        services.AddSingleton<CostlyReads>();
        services.AddSingleton<KeyLookups>();
        services.AddSingleton<KnownImages>();
        services.AddProblemDetails(problems =>
            problems.CustomizeProblemDetails = context =>
                context.ProblemDetails.Detail ??= SentenceOf(context.HttpContext.Response.StatusCode)
        );
        services.AddExceptionHandler<Problems>();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase))
        );
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-XSRF-TOKEN";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddResponseCompression(compression =>
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/vnd.mapbox-vector-tile", "application/geo+json"]
        );
        AddPeople(services);
        services.AddPages();
        services.AddEvents();
        services.AddTelemetry(settings);
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<OneTimeSignIn>();
        services.AddSingleton<OpenSessions>();
        services.AddSingleton<PersonSessions>();
        services.AddSingleton<OpenConnections>();
        services.AddScoped<CurrentPerson>();
        services.AddScoped<PasswordConfirmation>();
        services.AddScoped<AdminDesk>();
        services.AddScoped<PasswordGate>();
        services
            .AddIdentityCore<Person>(Passwords)
            .AddPasswordValidator<PasswordStrength>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonClaims>();
        services
            .AddAuthentication(CookieOrKey)
            .AddPolicyScheme(
                CookieOrKey,
                null,
                scheme =>
                    scheme.ForwardDefaultSelector = http =>
                        ApiKeyAuthentication.IsUsedBy(http.Request) ? Policies.ApiKeyScheme : IdentityConstants.ApplicationScheme
            )
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(Policies.ApiKeyScheme, null)
            .AddCookie(
                IdentityConstants.ApplicationScheme,
                cookie =>
                {
                    cookie.Cookie.Name = "slick-review";
                    cookie.Cookie.SameSite = SameSiteMode.Lax;
                    cookie.LoginPath = "/signin";
                    cookie.ReturnUrlParameter = "returnUrl";
                    cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
                    cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    cookie.CookieManager = new HostCookies();
                    cookie.Events.OnRedirectToLogin = context => Redirect(context, StatusCodes.Status401Unauthorized);
                    cookie.Events.OnRedirectToAccessDenied = context => Redirect(context, StatusCodes.Status403Forbidden);
                }
            );
        services
            .AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<PersonSessions>((cookie, sessions) => cookie.SessionStore = sessions);
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordRounds);
        services.AddAuthorization(Policies.Add);
    }

    internal static void Passwords(IdentityOptions options)
    {
        options.Password.RequiredLength = 10;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireDigit = false;
        options.Password.RequiredUniqueChars = 5;
    }

    private static string? SentenceOf(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => "Sign in, or send an API key: Authorization: Bearer KEY.",
            StatusCodes.Status403Forbidden => "Your role does not allow this. An admin can give you another one.",
            StatusCodes.Status404NotFound => "There is nothing at this address.",
            StatusCodes.Status405MethodNotAllowed => "This address does not answer to that method.",
            StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json.",
            StatusCodes.Status500InternalServerError => "Something went wrong on the server. Nothing was changed; the log has the details.",
            _ => null,
        };

    // A person goes to the sign-in page; a script gets a status.
    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api") || path.StartsWithSegments("/tiles") || status == StatusCodes.Status403Forbidden)
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    private static void Map(WebApplication app, IConfiguration settings)
    {
        app.UseProxies(settings);
        app.UseHsts();
        app.Use(SayWhatThePageMayDo);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseResponseCompression();
        app.UseAuthentication();
        app.Use(Caller.Remember);
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMissingPage();
        var connections = app.Services.GetRequiredService<OpenConnections>();
        app.Use(connections.Guard);
        app.MapStaticAssets().AllowAnonymous();
        app.Services.GetRequiredService<Departure>().Watch(app.Lifetime);
        app.MapGet("/healthz", Alive).AllowAnonymous();
        app.MapGet("/readyz", Ready).AllowAnonymous();
        app.MapOpenApi().RequireAuthorization(Policies.Viewer);
        app.MapSignIn();
        app.MapAccount();
        app.MapDecisions();
        app.MapEvents();
        app.MapLedger();
        app.MapSlicks();
        app.MapImports();
        app.MapRuns();
        app.MapTiles();
        app.MapScenes();
        app.MapSceneTiles();
        app.MapStatistics();
        app.MapPages();
    }

    // Everything comes from here, and nothing frames the page; the map and the components place things by style attributes.
    private static Task SayWhatThePageMayDo(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'self'; script-src 'self'; style-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; "
            + "img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (http.Request.Path.StartsWithSegments("/api"))
        {
            // What may be kept says so itself.
            headers.CacheControl = "no-store";
        }

        return next(http);
    }

    // A page that waits for the next process tells the two apart by the header.
    private static string Alive(HttpContext http, Departure departure)
    {
        http.Response.Headers["X-Process"] = departure.Process;
        return "ok";
    }

    private static async Task<IResult> Ready(IReadiness readiness, CancellationToken cancellation) =>
        await readiness.Trouble(cancellation) is { } trouble ? throw new NotReadyException(trouble) : Results.Text("ready");
}
