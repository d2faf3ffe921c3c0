using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Review.Domain;
using IPNetwork = System.Net.IPNetwork;

namespace Review.App.Shell;

/// <summary>The proxies that say for whom, over which scheme and under which name they ask (X-Forwarded-For, -Proto and -Host).</summary>
internal static class Proxies
{
    /// <summary>Believes the proxies of <c>REVIEW_PROXIES</c>, and nobody else: anybody can write these headers.</summary>
    /// <exception cref="StartException">The setting cannot be read.</exception>
    public static void UseProxies(this IApplicationBuilder app, IConfiguration settings)
    {
        var known = Of(settings);
        if (known.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All & ~ForwardedHeaders.XForwardedPrefix };
        // The loopback is in both without being asked for.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in known)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    /// <returns>What <c>REVIEW_PROXIES</c> lists, separated by blanks: addresses, or networks such as 10.0.0.0/8.</returns>
    /// <exception cref="StartException">It lists something else; looked at when the application starts.</exception>
    public static IReadOnlyList<IPNetwork> Of(IConfiguration settings) =>
        [
            .. (settings["REVIEW_PROXIES"] ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(place =>
                    Network(place)
                    ?? throw new StartException(
                        $"REVIEW_PROXIES has {place}: write addresses, or networks such as 10.0.0.0/8, separated by blanks."
                    )
                ),
        ];

    private static IPNetwork? Network(string place) =>
        IPNetwork.TryParse(place, out var network) ? network
        : IPAddress.TryParse(place, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
