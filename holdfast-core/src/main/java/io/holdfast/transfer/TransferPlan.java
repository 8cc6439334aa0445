package io.holdfast.transfer;

import io.holdfast.transfer.plan.TransferModel;
import java.util.List;

/** What a transfer will do, and why; made without touching the target. */
public final class TransferPlan {
    private final TransferModel model;

    TransferPlan(TransferModel model) {
        this.model = model;
    }

    /** What has to be decided before it can run, one line each; empty where nothing. */
    public List<String> decisions() {
        return model.decisions();
    }

    /** The plan for people, as Markdown: types with their reasons, what is not translated, and every statement. */
    public String markdown() {
        return MarkdownPlan.of(model);
    }

    /** The plan as JSON. */
    public String json() {
        return JsonReport.of(model);
    }

    TransferModel model() {
        return model;
    }
}
