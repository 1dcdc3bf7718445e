using System.Runtime.InteropServices;

namespace MixPe.Sim.Host;

/// <summary>Owns one native instance.</summary>
internal sealed class ModelHandle : SafeHandle
{
    private readonly NativeApi _api;

    public ModelHandle(NativeApi api, uint seed)
        : base(0, ownsHandle: true)
    {
        _api = api;
        SetHandle(api.Create(seed));
    }

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        _api.Destroy(handle);
        return true;
    }
}
