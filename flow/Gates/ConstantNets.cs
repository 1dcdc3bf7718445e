namespace MixPe.Flow.Gates;

/// <summary>Nets that have one value whatever the inputs are: no edge travels through them.</summary>
internal static class ConstantNets
{
    /// <summary>Value of each net; null for one that may change.</summary>
    /// <param name="netlist">The netlist.</param>
    /// <param name="models">Model of each instance.</param>
    public static bool?[] Of(GateNetlist netlist, IReadOnlyList<CellModel> models)
    {
        bool?[] values = new bool?[netlist.NetCount];
        values[GateNetlist.Zero] = false;
        values[GateNetlist.One] = true;
        foreach (int i in netlist.Order)
        {
            GateInstance instance = netlist.Instances[i];
            int known = 0;
            int given = 0;
            for (int pin = 0; pin < instance.Inputs.Count; pin++)
            {
                if (values[instance.Inputs[pin]] is { } value)
                {
                    known |= 1 << pin;
                    given |= value ? 1 << pin : 0;
                }
            }

            if (known == 0 && instance.Inputs.Count > 0)
            {
                continue;
            }

            int ever = 0;
            int always = ~0;
            byte[] outputs = models[i].Outputs;
            for (int state = 0; state < outputs.Length; state++)
            {
                if ((state & known) == given)
                {
                    ever |= outputs[state];
                    always &= outputs[state];
                }
            }

            for (int output = 0; output < instance.Outputs.Count; output++)
            {
                bool may = (ever >> output & 1) != 0;
                if (instance.Outputs[output] >= 0 && may == ((always >> output & 1) != 0))
                {
                    values[instance.Outputs[output]] = may;
                }
            }
        }

        return values;
    }
}
