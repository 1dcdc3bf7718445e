using MixPe.Flow.Cells;
using MixPe.Flow.Formal;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

[TestFixture]
internal sealed class LibertyTests
{
    [Test]
    public void Units_and_thresholds_are_those_of_the_file()
    {
        CellLibrary library = SmallLibrary.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(library.Name, Is.EqualTo("small"));
            Assert.That(library.Voltage, Is.EqualTo(2));
            Assert.That(library.Units.Time, Is.EqualTo(1e-3).Within(1e-12));
            Assert.That(library.Units.Capacitance, Is.EqualTo(1e-3).Within(1e-12));
            Assert.That(library.Units.Leakage, Is.EqualTo(1e-11).Within(1e-20));
            Assert.That(library.Units.Energy, Is.EqualTo(1e-15).Within(1e-24));
            Assert.That(library.Thresholds, Is.EqualTo(new LibraryThresholds(50, 50, 10, 90)));
            Assert.That(library.Nand2Area, Is.EqualTo(2));
        }
    }

    [Test]
    public void The_unit_of_energy_is_that_of_capacitance_times_voltage_squared()
    {
        CellLibrary library = SmallLibrary.Read(SmallLibrary.Text
            .Replace("voltage_unit : \"1V\"", "voltage_unit : \"100mV\"", StringComparison.Ordinal)
            .Replace("(1, \"ff\")", "(2, pf)", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(library.Units.Energy, Is.EqualTo(2e-14).Within(1e-22));
            Assert.That(library.Voltage, Is.EqualTo(0.2).Within(1e-12));
            Assert.That(library.Find("ND2")!.Pin("A")!.Capacitance, Is.EqualTo(4).Within(1e-9));
        }
    }

    [Test]
    public void Cells_have_area_leakage_and_pins()
    {
        CellLibrary library = SmallLibrary.Read();
        LibraryCell inverter = library.Find("INV")!;
        LibraryCell nand = library.Find("ND2")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(library.Cells.Select(cell => cell.Name), Is.EqualTo(new[] { "INV", "ND2", "XR2", "DFF" }));
            Assert.That(inverter.Area, Is.EqualTo(1.5));
            Assert.That(inverter.Leakage, Is.EqualTo(30e-12).Within(1e-18));
            Assert.That(inverter.DontUse, Is.False);
            Assert.That(inverter.Inputs.Select(pin => pin.Name), Is.EqualTo(new[] { "A" }));
            Assert.That(inverter.Pin("A")!.Capacitance, Is.EqualTo(0.002).Within(1e-12));
            Assert.That(inverter.Pin("A")!.RiseCapacitance, Is.EqualTo(0.003).Within(1e-12));
            Assert.That(inverter.Pin("A")!.FallCapacitance, Is.EqualTo(0.001).Within(1e-12));
            Assert.That(inverter.Pin("Y")!.MaxCapacitance, Is.EqualTo(0.05).Within(1e-12));
            Assert.That(inverter.Register, Is.Null);
            Assert.That(nand.DontUse, Is.True);
            Assert.That(nand.Leakage, Is.EqualTo(30e-12).Within(1e-18), "the mean of its states");
            Assert.That(nand.Inputs.Select(pin => pin.Name), Is.EqualTo(new[] { "A", "B" }));
        }
    }

    [Test]
    public void Arcs_have_related_pin_sense_type_and_condition()
    {
        CellLibrary library = SmallLibrary.Read();
        TimingArc inverter = library.Find("INV")!.Pin("Y")!.Timing.Single();
        IReadOnlyList<TimingArc> nand = library.Find("ND2")!.Pin("Y")!.Timing;
        IReadOnlyList<TimingArc> exclusive = library.Find("XR2")!.Pin("Y")!.Timing;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inverter.Sense, Is.EqualTo(Unateness.Negative), "from the function");
            Assert.That(inverter.IsCombinational, Is.True);
            Assert.That(nand.Select(arc => arc.RelatedPin), Is.EqualTo(new[] { "A", "B" }));
            Assert.That(nand.Select(arc => arc.Sense), Is.All.EqualTo(Unateness.Negative));
            Assert.That(exclusive.Select(arc => arc.Sense),
                Is.EqualTo(new[] { Unateness.Positive, Unateness.Negative, Unateness.Both }));
            Assert.That(exclusive.Select(arc => arc.When?.Text), Is.EqualTo(new[] { "!B", "B", null }));
        }
    }

    [Test]
    public void A_flip_flop_has_its_functions_and_constraints()
    {
        LibraryCell cell = SmallLibrary.Read().Find("DFF")!;
        TimingArc setup = cell.Pin("D")!.Timing.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cell.Register!.IsLatch, Is.False);
            Assert.That(cell.Register.State, Is.EqualTo("IQ"));
            Assert.That(cell.Register.Complement, Is.EqualTo("IQN"));
            Assert.That(cell.Register.Clock.Text, Is.EqualTo("C"));
            Assert.That(cell.Register.Next.Text, Is.EqualTo("D"));
            Assert.That(cell.Pin("C")!.IsClock, Is.True);
            Assert.That(setup.IsSetup, Is.True);
            // The file's first axis is the pin's slew; here the clock's comes first.
            Assert.That(setup.RiseConstraint!.At(0.05, 0), Is.EqualTo(0.016).Within(1e-12));
            Assert.That(setup.RiseConstraint!.At(0, 0.1), Is.EqualTo(0.020).Within(1e-12));
            Assert.That(cell.Pin("Q")!.Timing.Single().IsClockEdge, Is.True);
        }
    }

    [Test]
    public void Energies_are_in_joules_whatever_the_order_of_the_axes()
    {
        PowerArc arc = SmallLibrary.Read().Find("INV")!.Pin("Y")!.Power.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(arc.Energy(isRise: true, slew: 0.1, load: 0), Is.EqualTo(3e-15).Within(1e-24));
            Assert.That(arc.Energy(isRise: true, slew: 0, load: 0.01), Is.EqualTo(2e-15).Within(1e-24));
            Assert.That(arc.Energy(isRise: false, slew: 0, load: 0.01), Is.EqualTo(0.5e-15).Within(1e-24));
        }
    }

    [Test]
    public void The_library_of_Debian_is_read()
    {
        CellLibrary library = CellLibrary.Load(ProofPlan.Osu018);
        LibraryCell clear = library.Find("DFFSR")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(library.Cells, Has.Count.EqualTo(32));
            Assert.That(library.Voltage, Is.EqualTo(1.8));
            Assert.That(library.Nand2Area, Is.EqualTo(24));
            Assert.That(library.Find("AND2X1")!.Leakage, Is.EqualTo(0.0746794e-9).Within(1e-18));
            Assert.That(library.Find("AND2X1")!.Pin("A")!.Capacitance, Is.EqualTo(0.0129077));
            // index_1 is the load, index_2 the slew.
            Assert.That(library.Find("AND2X1")!.Pin("Y")!.Timing[0].CellRise!.At(0.18, 0.005),
                Is.EqualTo(0.070461).Within(1e-9));
            Assert.That(clear.Register!.Clear, Is.Not.Null);
            Assert.That(clear.Register.Preset, Is.Not.Null);
            Assert.That(library.Find("LATCH")!.Register!.IsLatch, Is.True);
            Assert.That(library.CellsWithLoadInInternalPower, Is.Empty);
        }
    }

    [TestCase("library (a) {", 1, "does not end")]
    [TestCase("library (a) {\n nom_voltage : 1;\n cell (b) { area : x; }\n}", 3, "'x' is no number")]
    [TestCase("library (a) {\n nom_voltage : 1;\n time_unit : \"1 parsec\";\n}", 3, "no unit")]
    [TestCase("library (a) {\n nom_voltage : 1;\n /* \n }", 3, "a comment that does not end")]
    [TestCase("library (a) {\n nom_voltage : \"1;\n }", 2, "quotation mark")]
    [TestCase("library (a) {\n nom_voltage ; 1;\n }", 2, "':' or '('")]
    [TestCase("cell (a) { }", 1, "library group")]
    [TestCase("library (a) { }", 1, "nom_voltage")]
    [TestCase("library (a) { nom_voltage : 1; } }", 1, "nothing after")]
    [TestCase("library (a) { nom_voltage : 1;\n cell (b) { pin (Y) { direction : output;\n"
        + "function : \"A +\"; } } }", 3, "ends too early")]
    [TestCase("library (a) { nom_voltage : 1;\n cell (b) { pin (Y) { direction : output; timing () { related_pin : A;\n"
        + "cell_rise (none) { values (\"1\"); } } } } }", 3, "no template 'none'")]
    [TestCase("library (a) { nom_voltage : 1;\n cell (b) { area : 1; }\n cell (b) { area : 2; } }", 3,
        "no other has it")]
    public void What_is_wrong_is_told_with_its_line(string text, int line, string what)
    {
        LibertyException? wrong = Assert.Throws<LibertyException>(() => SmallLibrary.Read(text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong!.Line, Is.EqualTo(line));
            Assert.That(wrong.Message, Does.StartWith($"small.lib:{line}: ").And.Contain(what));
        }
    }

    [Test]
    public void A_table_needs_as_many_values_as_points()
    {
        LibertyException? wrong = Assert.Throws<LibertyException>(() =>
            SmallLibrary.Read(
                SmallLibrary.Text.Replace("\"5, 25\", \"5, 25\"", "\"5, 25\"", StringComparison.Ordinal)));
        Assert.That(wrong!.Message, Does.Contain("2 by 2 values are wanted, not 2"));
    }
}
