package io.holdfast.app.transfer;

import io.holdfast.transfer.TransferListener.Work;

/** What is being done, in words. */
final class Words {
    private Words() {}

    static String of(Work work) {
        return switch (work) {
            case PROFILE -> "looking at";
            case COPY -> "copying";
            case VERIFY -> "verifying";
        };
    }
}
