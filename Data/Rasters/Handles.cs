using System.Runtime.InteropServices;

namespace Review.Data.Rasters;

/// <summary><c>GDALDatasetH</c>, closed when disposed. One thread at a time may use it.</summary>
internal sealed class DatasetHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Gdal.Close(handle);
        return true;
    }
}

/// <summary><c>OGRSpatialReferenceH</c>.</summary>
internal sealed class SystemHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Gdal.ReleaseSystem(handle);
        return true;
    }
}

/// <summary><c>OGRCoordinateTransformationH</c>. One thread at a time may use it.</summary>
internal sealed class TransformHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Gdal.DestroyTransform(handle);
        return true;
    }
}

/// <summary>A thin-plate spline through ground control points.</summary>
internal sealed class SplineHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Gdal.DestroySpline(handle);
        return true;
    }
}

/// <summary><c>GDALWarpAppOptions</c>.</summary>
internal sealed class WarpOptionsHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        GdalPrograms.FreeWarpOptions(handle);
        return true;
    }
}

/// <summary><c>GDALTranslateOptions</c>.</summary>
internal sealed class TranslateOptionsHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        GdalPrograms.FreeTranslateOptions(handle);
        return true;
    }
}

/// <summary>A list of strings as GDAL takes it: <c>NAME=VALUE</c>, ended by null.</summary>
internal sealed class StringsHandle : SafeHandle
{
    public StringsHandle(params ReadOnlySpan<string> texts)
        : base(0, ownsHandle: true)
    {
        foreach (var text in texts)
        {
            SetHandle(Gdal.AddString(handle, text));
        }
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Gdal.DestroyStrings(handle);
        return true;
    }
}
