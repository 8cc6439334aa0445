package io.holdfast.benchmarks.connection;

import io.holdfast.benchmarks.measure.Bench;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import java.util.ArrayList;
import java.util.List;

/** BEN-1, CON-3, CON-5: what connections through Holdfast cost, and what they survive, beside what people use without it. */
public final class ConnectionBench implements Bench {
    /** What Holdfast is called in samples; it is no peer. */
    static final String OURS = "Holdfast";

    @Override
    public String name() {
        return "connection";
    }

    @Override
    public String summary() {
        return "beside HikariCP, Agroal and the driver's own failover (10 min, with --quick 3)";
    }

    @Override
    public List<Figure> measure(Run run) throws Exception {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(new Overhead(run).figures());
        figures.addAll(new Recovery(run).figures());
        figures.addAll(new Failover(run).figures());
        figures.addAll(new SplitBrain(run).figures());
        return figures;
    }
}
