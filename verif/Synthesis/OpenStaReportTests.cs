using MixPe.Flow.Synthesis.Timing;
using MixPe.Sim.Processes;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>What is read out of OpenSTA's report of a path.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OpenStaReportTests
{
    private const string Report = """
        Startpoint: x_reg (rising edge-triggered flip-flop clocked by clk)
        Endpoint: y_reg (rising edge-triggered flip-flop clocked by clk)
        Path Group: clk
        Path Type: max

            Delay      Time   Description
        -------------------------------------------------------------
           0.0000    0.0000   clock clk (rise edge)
           0.0000    0.0000   clock network delay (ideal)
           0.0000    0.0000 ^ x_reg/CLK (DFFPOSX1)
           0.1960    0.1960 v x_reg/Q (DFFPOSX1)
           0.0500    0.2460 ^ u_a.g[2].cell.u_fa/YS (FAX1)
           0.0000    0.2460 ^ y_reg/D (DFFPOSX1)
                     0.2460   data arrival time

        1000.0000 1000.0000   clock clk (rise edge)
                  1000.0000 ^ y_reg/CLK (DFFPOSX1)
          -0.1797  999.8203   library setup time
                   999.8203   data required time
        -------------------------------------------------------------
                   999.8203   data required time
                    -0.2460   data arrival time
        -------------------------------------------------------------
                   999.5743   slack (MET)
        """;

    [Test]
    public void The_delay_has_the_setup_time_in_it_and_the_steps_have_the_cells()
    {
        TimingPath path = StaticTiming.Parse(Result(Report), "top", 1);
        Assert.That(path.DelayNs, Is.EqualTo(0.4257).Within(1e-9));
        Assert.That((path.Start, path.End), Is.EqualTo(("x_reg", "y_reg")));
        Assert.That(
            path.Steps,
            Is.EqualTo(new[]
            {
                new TimingStep("x_reg", "Q", "DFFPOSX1", 0.196), new TimingStep("u_a.g[2].cell.u_fa", "YS", "FAX1", 0.05),
            }));
    }

    [Test]
    public void A_librarys_unit_of_time_is_taken_into_account() =>
        Assert.That(StaticTiming.Parse(Result(Report), "top", 0.001).DelayNs, Is.EqualTo(1000 - 0.9995743).Within(1e-9));

    [TestCase("Error: mapped.v, line 3 syntax error", "line 3 syntax error")]
    [TestCase("No paths found.", "reports no path of top")]
    public void What_is_no_report_is_a_failed_tool(string text, string word) =>
        Assert.That(
            () => StaticTiming.Parse(Result(text), "top", 1),
            Throws.TypeOf<ToolFailedException>().With.Message.Contains(word));

    private static ToolResult Result(string text) => new(0, text, "", text.Split('\n'), TimeSpan.Zero);
}
