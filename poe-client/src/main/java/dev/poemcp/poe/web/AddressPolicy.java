package dev.poemcp.poe.web;

import java.net.InetAddress;
import java.util.Optional;

/** Decides which addresses may be connected to. */
@FunctionalInterface
public interface AddressPolicy {
    /** The reason against it, in words that follow "its address is"; empty if it is allowed. */
    Optional<String> objection(InetAddress address);
}
