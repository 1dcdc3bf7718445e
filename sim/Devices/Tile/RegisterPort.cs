namespace MixPe.Sim.Devices.Tile;

/// <summary>A master of AXI4-Lite: one access at a time.</summary>
public sealed class RegisterPort
{
    private const int Patience = 16;
    private readonly TileDevice _device;

    internal RegisterPort(TileDevice device) => _device = device;

    /// <summary>Writes a register.</summary>
    /// <param name="offset">Byte address.</param>
    /// <param name="value">What.</param>
    /// <param name="strobe">Bytes to write.</param>
    /// <returns>True if the answer is OKAY.</returns>
    public bool Write(int offset, uint value, uint strobe = 15)
    {
        bool hasAddress = true;
        bool hasData = true;
        for (int i = 0; i < Patience; i++)
        {
            uint? answer = null;
            _device.Step(
                inputs =>
                {
                    Set(inputs, "s_axil_awvalid_i", hasAddress ? 1u : 0u);
                    Set(inputs, "s_axil_awaddr_i", (uint)offset);
                    Set(inputs, "s_axil_wvalid_i", hasData ? 1u : 0u);
                    Set(inputs, "s_axil_wdata_i", value);
                    Set(inputs, "s_axil_wstrb_i", strobe);
                    Set(inputs, "s_axil_bready_i", 1);
                },
                outputs =>
                {
                    hasAddress &= Get(outputs, "s_axil_awready_o") == 0;
                    hasData &= Get(outputs, "s_axil_wready_o") == 0;
                    answer = Get(outputs, "s_axil_bvalid_o") != 0 ? Get(outputs, "s_axil_bresp_o") : null;
                });
            if (answer is { } response)
            {
                return response == 0;
            }
        }

        throw new ArrayDeviceException($"register 0x{offset:x2}: no answer to a write in {Patience} cycles");
    }

    /// <summary>Reads a register.</summary>
    /// <param name="offset">Byte address.</param>
    /// <returns>Its value; null if the answer is SLVERR.</returns>
    public uint? Read(int offset)
    {
        bool hasAddress = true;
        for (int i = 0; i < Patience; i++)
        {
            (uint Data, uint Response)? answer = null;
            _device.Step(
                inputs =>
                {
                    Set(inputs, "s_axil_arvalid_i", hasAddress ? 1u : 0u);
                    Set(inputs, "s_axil_araddr_i", (uint)offset);
                    Set(inputs, "s_axil_rready_i", 1);
                },
                outputs =>
                {
                    hasAddress &= Get(outputs, "s_axil_arready_o") == 0;
                    answer = Get(outputs, "s_axil_rvalid_o") != 0
                        ? (Get(outputs, "s_axil_rdata_o"), Get(outputs, "s_axil_rresp_o"))
                        : null;
                });
            if (answer is var (data, response))
            {
                return response == 0 ? data : null;
            }
        }

        throw new ArrayDeviceException($"register 0x{offset:x2}: no answer to a read in {Patience} cycles");
    }

    private void Set(Span<uint> inputs, string port, uint value) => _device.Model.Layout[port].Write(inputs, value);

    private uint Get(ReadOnlySpan<uint> outputs, string port) => (uint)_device.Model.Layout[port].Read(outputs);
}
