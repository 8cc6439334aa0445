package io.holdfast.benchmarks;

import io.holdfast.app.output.Json;
import io.holdfast.benchmarks.connection.ConnectionBench;
import io.holdfast.benchmarks.measure.Bench;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.FigureTable;
import io.holdfast.benchmarks.measure.Machine;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.transfer.TransferBench;
import io.holdfast.resilience.Time;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/bench}: runs one bench or all, and prints what came out. */
@Command(
        name = "bin/bench",
        mixinStandardHelpOptions = true,
        description = "Measures Holdfast beside its peers, on this machine, in one run.",
        footer = {"", "Exit codes: 0 every goal is met, 1 a goal is missed, 2 usage."})
final class BenchCommand implements Callable<Integer> {
    private static final List<Bench> BENCHES = List.of(new ConnectionBench(), new TransferBench());

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "connection or transfer; both if none is named.")
    private String name = "all";

    @Option(names = "--quick", description = "A rough answer soon.")
    private boolean quick;

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
            throw new CommandLine.ParameterException(
                    new CommandLine(this),
                    "there is no bench called %s; there are %s"
                            .formatted(name, BENCHES.stream().map(Bench::name).toList()));
        }
        List<Figure> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>(List.of(Machine.description()));
        Run run = new Run(quick ? Run.Pace.QUICK : Run.Pace.FULL, Time.real(), notes::add, err::println);
        for (Bench bench : chosen) {
            run.tell("measuring: %s, %s".formatted(bench.name(), bench.summary()));
            figures.addAll(bench.measure(run));
        }
        print(figures, notes);
        return figures.stream().allMatch(Figure::met) ? 0 : 1;
    }

    private void print(List<Figure> figures, List<String> notes) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("bench", name);
            document.put("figures", figures);
            Json.print(document, out);
            notes.forEach(err::println);
        } else {
            new FigureTable(figures).print(out);
            out.println();
            notes.forEach(note -> out.println("- " + note));
        }
    }
}
