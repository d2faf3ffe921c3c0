using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Review.Tests.Support.Chromium))]

namespace Review.Tests.Support;

/// <summary>
/// One headless browser for the whole run, started when the first test asks for a page; each page has a profile of its own.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    // Without a sandbox because tests may run as root; the rest keeps it from talking to anything but the application.
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ];

    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    public static string Executable => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>Opens a page; relative addresses are those of the application. Close it by <see cref="Visit"/>.</summary>
    public async Task<Visit> Open(Uri address, ColorScheme theme = ColorScheme.Light, int width = 1440, int height = 900)
    {
        var context = await (await Start()).NewContextAsync(
            new()
            {
                BaseURL = address.ToString(),
                ColorScheme = theme,
                ViewportSize = new() { Width = width, Height = height },
                AcceptDownloads = true,
            }
        );
        return new Visit(await context.NewPageAsync());
    }

    /// <summary>Opens a page of the application and signs in as its first admin.</summary>
    /// <param name="goesOn">False for an analyst who has chosen to stay with what was decided.</param>
    public async Task<Visit> SignIn(
        RunningApp app,
        ColorScheme theme = ColorScheme.Light,
        bool goesOn = true,
        int width = 1440,
        int height = 900
    )
    {
        var visit = await Open(app.Address, theme, width, height);
        var page = visit.Page;
        if (!goesOn)
        {
            await page.AddInitScriptAsync("localStorage.setItem('go-on', 'off')");
        }

        await page.GotoAsync("/signin");
        await page.FillAsync("[name=user]", "admin");
        await page.FillAsync("[name=password]", RunningApp.AdminPassword);
        await page.GetByTestId("sign-in").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        starting.Dispose();
    }

    private async Task<IBrowser> Start()
    {
        await starting.WaitAsync();
        try
        {
            Assert.SkipUnless(File.Exists(Executable), $"There is no browser at {Executable}.");
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments });
        }
        finally
        {
            starting.Release();
        }
    }
}

/// <summary>A page that closes at the end of its test; what its console says stands beside a failure.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly List<string> faults = [];

    public Visit(IPage page)
    {
        Page = page;
        var output = TestContext.Current.TestOutputHelper;
        page.Console += (_, message) => output?.WriteLine($"{message.Type}: {message.Text}");
        page.PageError += (_, fault) =>
        {
            faults.Add(fault);
            output?.WriteLine($"fault: {fault}");
        };
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 400)
            {
                output?.WriteLine($"{answer.Status}: {answer.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Exceptions that nothing on the page caught.</summary>
    public IReadOnlyList<string> Faults => faults;

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
