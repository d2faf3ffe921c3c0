using System.Runtime.InteropServices;

namespace Review.Data.Rasters;

/// <summary>
/// The functions of GDAL's C API that are used, as they are declared in gdal.h, gdal_alg.h, ogr_srs_api.h, cpl_error.h and
/// cpl_string.h.
/// </summary>
internal static partial class Gdal
{
    public const uint OpenRaster = 0x02;
    public const uint OpenVerbose = 0x40;
    public const int Read = 0;
    public const int Write = 1;
    public const int ErrorFree = 0;
    public const int TraditionalAxes = 0;

    private const string Library = GdalLibrary.Name;

    // Before any of these is called for the first time, the library is looked for and set up.
    static Gdal() => GdalLibrary.Load();

    [LibraryImport(Library, EntryPoint = "GDALAllRegister")]
    public static partial void AllRegister();

    [LibraryImport(Library, EntryPoint = "GDALVersionInfo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint VersionInfo(string request);

    [LibraryImport(Library, EntryPoint = "CPLSetErrorHandler")]
    public static partial nint SetErrorHandler(nint handler);

    [LibraryImport(Library, EntryPoint = "CPLSetConfigOption", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetConfigOption(string key, string value);

    [LibraryImport(Library, EntryPoint = "CPLErrorReset")]
    public static partial void ErrorReset();

    [LibraryImport(Library, EntryPoint = "CPLGetLastErrorMsg")]
    public static partial nint LastErrorMessage();

    [LibraryImport(Library, EntryPoint = "CSLAddString", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint AddString(nint list, string text);

    [LibraryImport(Library, EntryPoint = "CSLDestroy")]
    public static partial void DestroyStrings(nint list);

    [LibraryImport(Library, EntryPoint = "GDALOpenEx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial DatasetHandle OpenEx(
        string path,
        uint flags,
        StringsHandle drivers,
        StringsHandle options,
        StringsHandle siblings
    );

    [LibraryImport(Library, EntryPoint = "GDALClose")]
    public static partial void Close(nint dataset);

    [LibraryImport(Library, EntryPoint = "GDALGetDriverByName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint DriverByName(string name);

    [LibraryImport(Library, EntryPoint = "GDALCreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial DatasetHandle Create(
        nint driver,
        string path,
        int width,
        int height,
        int bands,
        PixelType type,
        StringsHandle options
    );

    [LibraryImport(Library, EntryPoint = "GDALCreateCopy", StringMarshalling = StringMarshalling.Utf8)]
    public static partial DatasetHandle CreateCopy(
        nint driver,
        string path,
        DatasetHandle source,
        int strict,
        StringsHandle options,
        nint progress,
        nint progressData
    );

    [LibraryImport(Library, EntryPoint = "GDALFlushCache")]
    public static partial void FlushCache(DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterXSize")]
    public static partial int RasterWidth(DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterYSize")]
    public static partial int RasterHeight(DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterCount")]
    public static partial int RasterCount(DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterBand")]
    public static partial nint Band(DatasetHandle dataset, int band);

    [LibraryImport(Library, EntryPoint = "GDALGetGeoTransform")]
    public static partial int GetGeoTransform(DatasetHandle dataset, ref double firstOfSix);

    [LibraryImport(Library, EntryPoint = "GDALSetGeoTransform")]
    public static partial int SetGeoTransform(DatasetHandle dataset, ref double firstOfSix);

    [LibraryImport(Library, EntryPoint = "GDALGetProjectionRef")]
    public static partial nint Projection(DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "GDALSetProjection", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetProjection(DatasetHandle dataset, string wkt);

    [LibraryImport(Library, EntryPoint = "GDALGetGCPCount")]
    public static partial int ControlPointCount(DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "GDALGetGCPProjection")]
    public static partial nint ControlPointProjection(DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "GDALGetGCPs")]
    public static unsafe partial NativePoint* ControlPoints(DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "GDALSetGCPs", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int SetControlPoints(DatasetHandle dataset, int count, NativePoint* points, string wkt);

    // Of a dataset or of a band.
    [LibraryImport(Library, EntryPoint = "GDALGetMetadataItem", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint MetadataItem(nint of, string name, string? domain);

    [LibraryImport(Library, EntryPoint = "GDALGetMetadataItem", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint MetadataItem(DatasetHandle of, string name, string? domain);

    [LibraryImport(Library, EntryPoint = "GDALSetMetadataItem", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetMetadataItem(DatasetHandle of, string name, string value, string? domain);

    [LibraryImport(Library, EntryPoint = "GDALGetDescription")]
    public static partial nint Description(nint of);

    [LibraryImport(Library, EntryPoint = "GDALSetDescription", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetDescription(nint of, string text);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterBandXSize")]
    public static partial int BandWidth(nint band);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterBandYSize")]
    public static partial int BandHeight(nint band);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterDataType")]
    public static partial PixelType BandType(nint band);

    [LibraryImport(Library, EntryPoint = "GDALGetBlockSize")]
    public static partial void BlockSize(nint band, out int width, out int height);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterColorInterpretation")]
    public static partial BandColour BandColour(nint band);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterNoDataValue")]
    public static partial double NoData(nint band, out int isSet);

    [LibraryImport(Library, EntryPoint = "GDALSetRasterNoDataValue")]
    public static partial int SetNoData(nint band, double value);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterScale")]
    public static partial double Scale(nint band, out int isSet);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterOffset")]
    public static partial double Offset(nint band, out int isSet);

    [LibraryImport(Library, EntryPoint = "GDALGetRasterUnitType")]
    public static partial nint UnitType(nint band);

    [LibraryImport(Library, EntryPoint = "GDALGetMaskFlags")]
    public static partial int MaskFlags(nint band);

    [LibraryImport(Library, EntryPoint = "GDALGetMaskBand")]
    public static partial nint MaskBand(nint band);

    [LibraryImport(Library, EntryPoint = "GDALGetOverviewCount")]
    public static partial int OverviewCount(nint band);

    [LibraryImport(Library, EntryPoint = "GDALGetOverview")]
    public static partial nint Overview(nint band, int index);

    [LibraryImport(Library, EntryPoint = "GDALRasterIO")]
    public static unsafe partial int RasterIO(
        nint band,
        int readOrWrite,
        int column,
        int row,
        int width,
        int height,
        void* buffer,
        int bufferWidth,
        int bufferHeight,
        PixelType type,
        int pixelBytes,
        int lineBytes
    );

    [LibraryImport(Library, EntryPoint = "GDALBuildOverviews", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int BuildOverviews(
        DatasetHandle dataset,
        string resampling,
        int count,
        int* factors,
        int bandCount,
        int* bands,
        nint progress,
        nint progressData
    );

    [LibraryImport(Library, EntryPoint = "OSRNewSpatialReference", StringMarshalling = StringMarshalling.Utf8)]
    public static partial SystemHandle NewSystem(string? wkt);

    [LibraryImport(Library, EntryPoint = "OSRImportFromEPSG")]
    public static partial int ImportEpsg(SystemHandle system, int code);

    [LibraryImport(Library, EntryPoint = "OSRSetAxisMappingStrategy")]
    public static partial void SetAxes(SystemHandle system, int strategy);

    [LibraryImport(Library, EntryPoint = "OSRRelease")]
    public static partial void ReleaseSystem(nint system);

    [LibraryImport(Library, EntryPoint = "OSRIsGeographic")]
    public static partial int IsGeographic(SystemHandle system);

    [LibraryImport(Library, EntryPoint = "OSRIsProjected")]
    public static partial int IsProjected(SystemHandle system);

    [LibraryImport(Library, EntryPoint = "OSRIsSame")]
    public static partial int IsSame(SystemHandle system, SystemHandle other);

    [LibraryImport(Library, EntryPoint = "OSRExportToWkt")]
    public static partial int ExportWkt(SystemHandle system, out nint text);

    [LibraryImport(Library, EntryPoint = "VSIFree")]
    public static partial void Free(nint memory);

    [LibraryImport(Library, EntryPoint = "OSRGetName")]
    public static partial nint SystemName(SystemHandle system);

    [LibraryImport(Library, EntryPoint = "OSRGetAuthorityName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint AuthorityName(SystemHandle system, string? key);

    [LibraryImport(Library, EntryPoint = "OSRGetAuthorityCode", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint AuthorityCode(SystemHandle system, string? key);

    [LibraryImport(Library, EntryPoint = "OCTNewCoordinateTransformation")]
    public static partial TransformHandle NewTransform(SystemHandle from, SystemHandle to);

    [LibraryImport(Library, EntryPoint = "OCTDestroyCoordinateTransformation")]
    public static partial void DestroyTransform(nint transform);

    [LibraryImport(Library, EntryPoint = "OCTTransformEx")]
    public static unsafe partial int Transform(TransformHandle transform, int count, double* x, double* y, double* z, int* succeeded);

    [LibraryImport(Library, EntryPoint = "GDALCreateTPSTransformer")]
    public static unsafe partial SplineHandle NewSpline(int count, NativePoint* points, int reversed);

    [LibraryImport(Library, EntryPoint = "GDALDestroyTPSTransformer")]
    public static partial void DestroySpline(nint spline);

    [LibraryImport(Library, EntryPoint = "GDALTPSTransform")]
    public static unsafe partial int TransformSpline(
        SplineHandle spline,
        int fromMapToPixels,
        int count,
        double* x,
        double* y,
        double* z,
        int* succeeded
    );

    [LibraryImport(Library, EntryPoint = "VSIGetMemFileBuffer", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint MemoryFile(string path, out ulong length, int seize);

    [LibraryImport(Library, EntryPoint = "VSIUnlink", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(string path);

    /// <returns>Null when the library returned null.</returns>
    public static string? Text(nint characters) => Marshal.PtrToStringUTF8(characters);

    /// <summary>What went wrong on this thread last, as GDAL says it, without a full stop.</summary>
    public static string Problem() => Text(LastErrorMessage()) is { Length: > 0 } message ? message.TrimEnd('.', '\n') : "no reason given";
}
