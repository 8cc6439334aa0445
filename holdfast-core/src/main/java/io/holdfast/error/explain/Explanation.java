package io.holdfast.error.explain;

import io.holdfast.error.ErrorKind;

/**
 * What an error means, for somebody who knows the application and not its databases. {@code holdfast explain} shows it,
 * and {@code docs/errors.md} is made from it. It speaks of the kind; the message of an error speaks of the case.
 *
 * @param title a few words without a final stop, different for each kind
 * @param happened what happened, in sentences
 * @param data what it means for the data, in sentences: what was stored, what was not
 * @param advice what to do, in sentences; the first one begins with what to do first
 */
public record Explanation(String title, String happened, String data, String advice) {

    /** The explanation of {@code kind}. */
    public static Explanation of(ErrorKind kind) {
        return switch (kind) {
            case CONNECTION -> AboutTheWay.CONNECTION;
            case POOL_EXHAUSTED -> AboutTheWay.POOL_EXHAUSTED;
            case AUTHENTICATION -> AboutTheWay.AUTHENTICATION;
            case TLS -> AboutTheWay.TLS;
            case READ_ONLY -> AboutTheWay.READ_ONLY;
            case DISK_FULL -> AboutTheWay.DISK_FULL;
            case RESOURCE -> AboutTheWay.RESOURCE;
            case CORRUPT -> AboutTheWay.CORRUPT;
            case PERMISSION -> AboutTheData.PERMISSION;
            case NOT_FOUND -> AboutTheData.NOT_FOUND;
            case ALREADY_EXISTS -> AboutTheData.ALREADY_EXISTS;
            case UNIQUE_VIOLATION -> AboutTheData.UNIQUE_VIOLATION;
            case FOREIGN_KEY_VIOLATION -> AboutTheData.FOREIGN_KEY_VIOLATION;
            case CHECK_VIOLATION -> AboutTheData.CHECK_VIOLATION;
            case NOT_NULL_VIOLATION -> AboutTheData.NOT_NULL_VIOLATION;
            case DATA -> AboutTheData.DATA;
            case SYNTAX -> AboutTheData.SYNTAX;
            case TIMEOUT -> AboutTheWork.TIMEOUT;
            case DEADLOCK -> AboutTheWork.DEADLOCK;
            case SERIALIZATION -> AboutTheWork.SERIALIZATION;
            case LOCKED -> AboutTheWork.LOCKED;
            case CANCELLED -> AboutTheWork.CANCELLED;
            case CONFIGURATION -> AboutTheWork.CONFIGURATION;
            case MIGRATION -> AboutTheWork.MIGRATION;
            case VERIFICATION -> AboutTheWork.VERIFICATION;
            case DECISION_NEEDED -> AboutTheWork.DECISION_NEEDED;
            case OUTCOME_UNKNOWN -> AboutTheWork.OUTCOME_UNKNOWN;
            case UNSUPPORTED -> AboutTheWork.UNSUPPORTED;
            case INTERNAL -> AboutTheWork.INTERNAL;
        };
    }
}
