package dev.poemcp.poe.web;

import java.net.InetAddress;
import java.util.Optional;

/** Says which addresses may be connected to. */
@FunctionalInterface
public interface AddressPolicy {
    /** Why not, in words that follow "its address is"; empty when there is nothing against it. */
    Optional<String> objection(InetAddress address);
}
