package dev.poemcp.server.doctor;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was found out about one entry of a host, or about one of its files as a whole.
 *
 * @param hasPoeMcp false if the file could not be read, so that what it has is not known
 * @param seen without secrets
 * @param remedies sentences
 */
record HostReport(boolean hasPoeMcp, Status status, String seen, List<String> remedies) {
    /** {@link Status#OK} if there are none. */
    static Status worst(Stream<Status> statuses) {
        Set<Status> all = statuses.collect(Collectors.toSet());
        return Stream.of(Status.BROKEN, Status.WARNING, Status.NOT_CHECKED)
                .filter(all::contains)
                .findFirst()
                .orElse(Status.OK);
    }
}
