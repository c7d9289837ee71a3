package dev.poemcp.server.doctor;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import org.jspecify.annotations.Nullable;

/**
 * Why an entry of a host does not work, or may not.
 *
 * @param text continues a sentence about the entry, without secrets
 * @param remedy a sentence; null if there is nothing to do
 */
record EntryProblem(Status status, String text, @Nullable String remedy) {}
