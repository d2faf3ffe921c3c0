using System.Reflection;
using System.Runtime.InteropServices;
using Review.Domain;

namespace Review.Data.Rasters;

/// <summary>Finds and sets up the shared library of GDAL.</summary>
internal static class GdalLibrary
{
    /// <summary>What <see cref="Gdal"/> imports from; stands for whichever version is there.</summary>
    public const string Name = "gdal";

    // The soname's number of GDAL 3.6 is 32; each minor version since has the next.
    private const int OldestVersion = 32;
    private const int NewestVersion = 38;

    // What GDAL may keep of decoded blocks, for all files together.
    private const string BlockCacheMegabytes = "256";

    private static readonly Lazy<nint> Handle = new(Find);

    /// <summary>Null when it is not installed.</summary>
    public static string? Version => Handle.Value == 0 ? null : Gdal.Text(Gdal.VersionInfo("RELEASE_NAME"));

    /// <exception cref="RasterLibraryException">GDAL is not installed; the message says how to install it.</exception>
    public static void Require()
    {
        if (Handle.Value == 0)
        {
            throw new RasterLibraryException();
        }
    }

    /// <summary>Called once, by the static constructor of <see cref="Gdal"/>.</summary>
    internal static void Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(Gdal).Assembly, Resolve);
        Require();
        SetUp();
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => library == Name ? Handle.Value : 0;

    private static nint Find()
    {
        if (Environment.GetEnvironmentVariable("REVIEW_GDAL") is { Length: > 0 } given)
        {
            return NativeLibrary.TryLoad(given, out var named) ? named : 0;
        }

        for (var version = OldestVersion; version <= NewestVersion; version++)
        {
            if (NativeLibrary.TryLoad($"libgdal.so.{version}", out var found))
            {
                return found;
            }
        }

        return 0;
    }

    private static void SetUp()
    {
        // Errors are asked for after the call that failed; GDAL's own handler would print them.
        NativeLibrary.TryGetExport(Handle.Value, "CPLQuietErrorHandler", out var quiet);
        _ = Gdal.SetErrorHandler(quiet);
        Gdal.SetConfigOption("GDAL_CACHEMAX", BlockCacheMegabytes);
        // Beside a scene nothing is read, and nothing written.
        Gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO");
        Gdal.SetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR");
        Gdal.SetConfigOption("PROJ_NETWORK", "OFF");
        Gdal.SetConfigOption("GDAL_TIFF_OVR_BLOCKSIZE", "512");
        Gdal.AllRegister();
    }
}

/// <summary>GDAL is not there.</summary>
internal sealed class RasterLibraryException()
    : StartException(
        "Images cannot be read: the GDAL library is not installed. Install it (Debian: apt-get install libgdal32), or name its file "
            + "in REVIEW_GDAL."
    );
