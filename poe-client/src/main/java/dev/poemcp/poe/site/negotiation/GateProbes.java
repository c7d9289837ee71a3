package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.site.negotiation.GateNegotiation.Attempt;
import dev.poemcp.poe.site.negotiation.GateNegotiation.Need;

/**
 * Requests that show whether the site accepts a gate.
 *
 * @param read a signed read
 * @param write a signed request that the site checks like a write and that changes nothing
 */
record GateProbes(Attempt<Object> read, Attempt<Object> write) {
    boolean accepts(Need need, Gate gate) {
        Attempt<Object> probe = need == Need.READ ? read : write;
        return probe.tryWith(gate).filter(probe::proves).isPresent();
    }
}
