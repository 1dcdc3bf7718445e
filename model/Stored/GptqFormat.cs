namespace MixPe.Model.Stored;

/// <summary>How a GPTQ file stores zero points.</summary>
public enum GptqFormat
{
    /// <summary>Less one: checkpoint_format gptq.</summary>
    V1,

    /// <summary>As they are: checkpoint_format gptq_v2.</summary>
    V2,
}
