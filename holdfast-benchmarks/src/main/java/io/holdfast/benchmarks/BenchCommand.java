package io.holdfast.benchmarks;

import io.holdfast.app.output.Json;
import io.holdfast.benchmarks.connection.ConnectionBench;
import io.holdfast.benchmarks.documents.DocumentsBench;
import io.holdfast.benchmarks.measure.Bench;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Machine;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.migrations.MigrationsBench;
import io.holdfast.benchmarks.queue.QueueBench;
import io.holdfast.benchmarks.sqlite.SqliteBench;
import io.holdfast.benchmarks.transfer.TransferBench;
import io.holdfast.resilience.Time;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bin/bench}: runs one bench or all, and prints what came out. */
@Command(
        name = "bin/bench",
        mixinStandardHelpOptions = true,
        description = "Measures Holdfast beside its peers, on this machine, in one run.",
        footer = {"", "Exit codes: 0 every goal is met, 1 a goal is missed, 2 usage."})
final class BenchCommand implements Callable<Integer> {
    private static final List<Bench> BENCHES = List.of(
            new ConnectionBench(),
            new SqliteBench(),
            new QueueBench(),
            new DocumentsBench(),
            new MigrationsBench(),
            new TransferBench());

    /** Where the figures are shown, seen from the repository's folder, in which the script starts this. */
    private static final Path DOCUMENT = Path.of("docs/benchmarks.md");

    private static final String COMMIT = "holdfast.commit";

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "connection, sqlite, queue, documents, migrations or transfer; all if none is named.")
    private String name = "all";

    @Option(names = "--quick", description = "A rough answer soon.")
    private boolean quick;

    @Option(names = "--record", description = "Also writes the figures to docs/benchmarks.md.")
    private boolean record;

    @Option(names = "--json", description = "One JSON document instead of a table.")
    private boolean json;

    BenchCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws Exception {
        List<Bench> chosen = BENCHES.stream()
                .filter(bench -> name.equals("all") || bench.name().equals(name))
                .toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no bench called %s; there are %s"
                            .formatted(name, BENCHES.stream().map(Bench::name).toList()));
        }
        if (record && quick) {
            throw new ParameterException(spec.commandLine(), "what is recorded is measured in full");
        }
        String machine = Machine.description();
        List<Measurement> measurements = new ArrayList<>();
        for (Bench bench : chosen) {
            measurements.add(measure(bench));
        }
        print(measurements, machine);
        if (record) {
            record(measurements, machine);
        }
        return measurements.stream().flatMap(each -> each.figures().stream()).allMatch(Figure::met) ? 0 : 1;
    }

    private Measurement measure(Bench bench) throws Exception {
        List<String> notes = new ArrayList<>();
        Run run = new Run(quick ? Run.Pace.QUICK : Run.Pace.FULL, Time.real(), notes::add, err::println);
        run.tell("measuring: %s, %s".formatted(bench.name(), bench.summary()));
        return new Measurement(bench.name(), bench.measure(run), notes);
    }

    private void print(List<Measurement> measurements, String machine) {
        if (!json) {
            measurements.forEach(measurement -> out.println(measurement.text()));
            out.println(machine);
            return;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("bench", name);
        document.put(
                "figures",
                measurements.stream().flatMap(each -> each.figures().stream()).toList());
        Json.print(document, out);
        measurements.forEach(measurement -> measurement.notes().forEach(err::println));
        err.println(machine);
    }

    private void record(List<Measurement> measurements, String machine) throws IOException {
        String origin = "Measured on %s, commit %s; %s."
                .formatted(LocalDate.now(ZoneOffset.UTC), System.getProperty(COMMIT, "unknown"), machine);
        FiguresDocument document = new FiguresDocument(Files.readString(DOCUMENT));
        for (Measurement measurement : measurements) {
            document = document.with(measurement, origin);
        }
        Files.writeString(DOCUMENT, document.text());
        err.println("recorded in " + DOCUMENT);
    }
}
