using MixPe.Flow.Cells;

namespace MixPe.Verif.Synthesis;

/// <summary>A library of four cells whose numbers are easy to reckon with, in the style of other foundries than
/// osu018's: quoted words, spaces, slew before load, other units, conditions.</summary>
internal static class SmallLibrary
{
    /// <summary>The text. Times are in ps, capacitances in fF: energies in fJ at 1 V.</summary>
    public const string Text = """
        /* of the tests */
        library ("small") {
          delay_model : "table_lookup";
          time_unit : "1ps"; // as some have it
          voltage_unit : "1V"; current_unit : "1mA";
          leakage_power_unit : "10pW";
          capacitive_load_unit (1, "ff");
          nom_voltage : 2.0 ;
          slew_lower_threshold_pct_rise : 10
          slew_upper_threshold_pct_rise : 90
          lu_table_template (delay) {
            variable_1 : input_net_transition;
            variable_2 : total_output_net_capacitance;
            index_1 ("0, 100");
            index_2 ("0 10");
          }
          lu_table_template ("constraint") {
            variable_1 : constrained_pin_transition; variable_2 : related_pin_transition;
            index_1 ("0, 100"); index_2 ("0, 50");
          }
          power_lut_template (passive) { variable_1 : input_transition_time; index_1 ("0, 100"); }
          power_lut_template (energy) {
            variable_1 : total_output_net_capacitance; variable_2 : input_transition_time;
            index_1 (0, 10); index_2 (0, 100);
          }
          cell (INV) {
            area : 1.5;
            cell_leakage_power : 3;
            pin (A) { direction : "input"; capacitance : 2; rise_capacitance : 3; fall_capacitance : 1; }
            pin ("Y") {
              direction : output;
              function : "A'";
              max_capacitance : 50;
              timing () {
                related_pin : "A";
                cell_rise (delay) { values ("10, 30", \
                                            "20, 60"); }
                cell_fall (delay) { index_2 ("0, 20"); values ("8, 28", "18, 58"); }
                rise_transition (delay) { values ("5, 25", "5, 25"); }
                fall_transition (delay) { values ("4, 24", "4, 24"); }
              }
              internal_power () {
                related_pin : "A";
                rise_power (energy) { values ("1, 3", "2, 4"); }
                fall_power (scalar) { values ("0.5"); }
              }
            }
          }
          cell (ND2) {
            area : 2; dont_use : true;
            leakage_power () { when : "A B"; value : "4"; }
            leakage_power () { when : "!A + !B"; value : "2"; }
            pin (A, B) { direction : input; capacitance : 2; }
            pin (Y) {
              direction : output;
              function : "!(A & B)";
              timing () {
                related_pin : "A B"; timing_sense : negative_unate;
                cell_rise (scalar) { values ("7"); }
                cell_fall (scalar) { values ("9"); }
                rise_transition (scalar) { values ("1"); }
                fall_transition (scalar) { values ("1"); }
              }
            }
          }
          cell (XR2) {
            area : 3;
            pin (A) { direction : input; capacitance : 2; }
            pin (B) { direction : input; capacitance : 2; }
            pin (Y) {
              direction : output;
              function : "A ^ B";
              timing () {
                related_pin : A; timing_sense : positive_unate; when : "!B";
                cell_rise (scalar) { values ("20"); } rise_transition (scalar) { values ("1"); }
                cell_fall (scalar) { values ("21"); } fall_transition (scalar) { values ("1"); }
              }
              timing () {
                related_pin : A; timing_sense : negative_unate; when : "B";
                cell_rise (scalar) { values ("30"); } rise_transition (scalar) { values ("1"); }
                cell_fall (scalar) { values ("31"); } fall_transition (scalar) { values ("1"); }
              }
              timing () {
                related_pin : B; timing_sense : non_unate;
                cell_rise (scalar) { values ("40"); } rise_transition (scalar) { values ("1"); }
                cell_fall (scalar) { values ("41"); } fall_transition (scalar) { values ("1"); }
              }
              internal_power () { related_pin : A; when : "B"; power (scalar) { values ("6"); } }
              internal_power () { related_pin : A; power (scalar) { values ("5"); } }
              internal_power () { related_pin : B; power (scalar) { values ("7"); } }
            }
          }
          cell (DFF) {
            area : 8;
            cell_leakage_power : 5;
            ff ("IQ", "IQN") { clocked_on : "C"; next_state : "D"; }
            pin (C) {
              direction : input; capacitance : 4; clock : true;
              internal_power () {
                rise_power (passive) { values ("10, 20"); } fall_power (passive) { values ("11, 21"); }
              }
            }
            pin (D) {
              direction : input; capacitance : 1;
              internal_power () { when : "C"; power (scalar) { values ("2"); } }
              internal_power () { when : "!C"; power (scalar) { values ("4"); } }
              timing () {
                related_pin : C; timing_type : setup_rising;
                rise_constraint ("constraint") { values ("10, 16", "20, 29"); }
                fall_constraint ("constraint") { values ("11, 16", "21, 26"); }
              }
            }
            pin (Q) {
              direction : output; function : IQ;
              timing () {
                related_pin : C; timing_type : rising_edge; timing_sense : non_unate;
                cell_rise (scalar) { values ("50"); } rise_transition (scalar) { values ("10"); }
                cell_fall (scalar) { values ("60"); } fall_transition (scalar) { values ("12"); }
              }
              internal_power () {
                related_pin : C; rise_power (scalar) { values ("8"); } fall_power (scalar) { values ("9"); }
              }
            }
          }
        }
        """;

    /// <summary>The library.</summary>
    public static CellLibrary Read() => Read(Text);

    /// <summary>A library of that text.</summary>
    public static CellLibrary Read(string text)
    {
        using StringReader reader = new(text);
        return CellLibrary.Read(reader, "small.lib");
    }
}
