using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Review.Data.Rasters;

/// <summary>The programs of GDAL that are called as functions, as they are declared in gdal_utils.h.</summary>
internal static partial class GdalPrograms
{
    private const string Library = GdalLibrary.Name;

    // The library is looked for and set up once, whichever function of it is called first.
    static GdalPrograms() => RuntimeHelpers.RunClassConstructor(typeof(Gdal).TypeHandle);

    [LibraryImport(Library, EntryPoint = "GDALWarpAppOptionsNew")]
    public static partial WarpOptionsHandle NewWarpOptions(StringsHandle arguments, nint forBinary);

    [LibraryImport(Library, EntryPoint = "GDALWarpAppOptionsFree")]
    public static partial void FreeWarpOptions(nint options);

    [LibraryImport(Library, EntryPoint = "GDALWarp", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial DatasetHandle Warp(
        string path,
        nint target,
        int count,
        nint* sources,
        WarpOptionsHandle options,
        int* usageError
    );

    [LibraryImport(Library, EntryPoint = "GDALTranslateOptionsNew")]
    public static partial TranslateOptionsHandle NewTranslateOptions(StringsHandle arguments, nint forBinary);

    [LibraryImport(Library, EntryPoint = "GDALTranslateOptionsFree")]
    public static partial void FreeTranslateOptions(nint options);

    [LibraryImport(Library, EntryPoint = "GDALTranslate", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial DatasetHandle Translate(
        string path,
        DatasetHandle source,
        TranslateOptionsHandle options,
        int* usageError
    );
}
