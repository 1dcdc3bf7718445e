using Microsoft.Data.Sqlite;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Store;
using MixPe.Flow.Gemm;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
public sealed class ResultStoreTests
{
    [Test]
    public void What_is_added_is_found_after_the_file_was_closed()
    {
        using ScratchFolder scratch = new();
        Measurement measured = Measurement.Of([(Metrics.Area, 0.1), (Metrics.Delay, double.PositiveInfinity), (Metrics.Power, null)])
            with
        { Seconds = 1.5, Message = "a 'word'" };
        using (ResultStore store = ResultStore.Open(scratch["r.sqlite"]))
        {
            store.Add("k", MetricSource.Hardware, measured);
            store.Add("m", MetricSource.Hardware, Measurement.None(MeasurementStatus.Missed, "too slow"));
        }

        using ResultStore again = ResultStore.Open(scratch["r.sqlite"]);
        Measurement found = again.Find("k")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Figures, Is.EquivalentTo(new Dictionary<string, double>
            {
                ["area_um2"] = 0.1,
                ["delay_ns"] = double.PositiveInfinity,
            }));
            Assert.That((found.Status, found.Message, found.Seconds), Is.EqualTo((MeasurementStatus.Measured, "a 'word'", 1.5)));
            Assert.That(again.Find("m")!.Status, Is.EqualTo(MeasurementStatus.Missed));
            Assert.That(again.Find("n"), Is.Null);
            Assert.That(File.Exists(scratch["r.sqlite-wal"]) && new FileInfo(scratch["r.sqlite-wal"]).Length > 0, Is.False, "one file");
        }
    }

    [Test]
    public void What_is_added_again_replaces_all_that_was_there()
    {
        using ScratchFolder scratch = new();
        using ResultStore store = ResultStore.Open(scratch["r.sqlite"]);
        store.Add("k", MetricSource.Hardware, Measurement.Of([(Metrics.Area, 1), (Metrics.Delay, 2)]));
        store.Add("k", MetricSource.Hardware, Measurement.Of([(Metrics.Area, 3)]));
        Assert.That(store.Find("k")!.Figures, Is.EquivalentTo(new Dictionary<string, double> { ["area_um2"] = 3 }));
    }

    [Test]
    public void Points_can_be_joined_with_their_figures_by_whoever_reads_the_file()
    {
        using ScratchFolder scratch = new();
        DesignPoint point = Spaces.Point("mixpe-w4a8");
        using (ResultStore store = ResultStore.Open(scratch["r.sqlite"]))
        {
            store.Add("f", MetricSource.Fidelity, Measurement.Of([(Metrics.Sqnr, 20)]));
            var keys = new Dictionary<MetricSource, string> { [MetricSource.Fidelity] = "f" };
            store.List([(point, keys)], [new Refusal("a", "b", 3)]);
            store.List([(point, keys)], [new Refusal("a", "b", 4)]);
        }

        using SqliteConnection connection = new($"Data Source={scratch["r.sqlite"]};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT point.label, figure.value, refusal.count, design FROM refusal, point
            JOIN figure ON figure.key = point.fidelity WHERE metric = 'sqnr_db'
            """;
        using SqliteDataReader row = command.ExecuteReader();
        Assert.That(row.Read());
        Assert.That((row.GetString(0), row.GetDouble(1), row.GetInt32(2)), Is.EqualTo(("mixpe-w4a8", 20.0, 4)));
        Assert.That(row.GetString(3), Does.Contain("\nweights: uint4\n"));
    }

    [Test]
    public void A_second_run_in_the_same_place_is_refused()
    {
        using ScratchFolder scratch = new();
        using ResultStore store = ResultStore.Open(scratch["r.sqlite"]);
        Assert.That(
            () => ResultStore.Open(scratch["r.sqlite"]),
            Throws.TypeOf<InputException>().With.Message.Contains("another run is at work there"));
    }

    [Test]
    public void A_file_of_another_kind_or_version_is_refused_and_left_alone()
    {
        using ScratchFolder scratch = new();
        string text = new('x', 5000);
        File.WriteAllText(scratch["text"], text);
        Assert.That(() => ResultStore.Open(scratch["text"]), Throws.TypeOf<InputException>());
        Assert.That(File.ReadAllText(scratch["text"]), Is.EqualTo(text));
        using (SqliteConnection other = new($"Data Source={scratch["r.sqlite"]};Pooling=False"))
        {
            other.Open();
            using SqliteCommand command = other.CreateCommand();
            command.CommandText = "CREATE TABLE point(x); PRAGMA user_version = 9";
            command.ExecuteNonQuery();
        }

        Assert.That(
            () => ResultStore.Open(scratch["r.sqlite"]), Throws.TypeOf<InputException>().With.Message.Contains("of version 9"));
    }
}
