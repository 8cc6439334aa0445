package io.holdfast.transfer;

import io.holdfast.transfer.plan.Untranslated;
import io.holdfast.transfer.verify.Difference;
import java.util.List;

/** What a transfer did. Immutable. */
public final class TransferReport {
    private final Findings findings;

    TransferReport(Findings findings) {
        this.findings = findings;
    }

    /** How a transfer ended. */
    public enum Status {
        /** Every cell was compared and the schema is published. */
        PUBLISHED,
        /** The same content had been published by an earlier run; nothing was done. */
        ALREADY_PUBLISHED,
        /** Differences were found, and nothing was published. */
        DIFFERENT
    }

    /** How it ended. */
    public Status status() {
        return findings.status();
    }

    /** How many tables the source has. */
    public int tables() {
        return findings.model().tables().size();
    }

    /** How many rows the source has. */
    public long rows() {
        return findings.model().rows();
    }

    /** Every difference that was found, with table and row; where very much differs, a part of it. */
    public List<String> differences() {
        return findings.differences().stream().map(Difference::toString).toList();
    }

    /** What the target lacks or holds for new rows only, one sentence each: the source itself breaks these rules. */
    public List<String> attention() {
        return findings.attention();
    }

    /** What the target does not have because it has no equal there, one line each. */
    public List<String> untranslated() {
        return findings.model().untranslated().stream()
                .map(Untranslated::toString)
                .toList();
    }

    /** The report as JSON. */
    public String json() {
        return JsonReport.of(findings);
    }

    /** The report as Markdown. */
    public String markdown() {
        return MarkdownReport.of(findings);
    }
}
