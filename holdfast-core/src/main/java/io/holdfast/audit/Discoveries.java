package io.holdfast.audit;

import java.util.ArrayList;
import java.util.List;

/** What a walk along the chain came across. */
final class Discoveries {
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long more;

    void add(Finding finding) {
        if (findings.size() < AuditReport.MOST) {
            findings.add(finding);
        } else {
            more++;
        }
    }

    void remove(Finding finding) {
        findings.remove(finding);
    }

    void note(String sentence) {
        if (notes.size() < AuditReport.MOST) {
            notes.add(sentence);
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (more > 0) {
            all.add("there are %d more findings than those that are listed".formatted(more));
        }
        return List.copyOf(all);
    }
}
