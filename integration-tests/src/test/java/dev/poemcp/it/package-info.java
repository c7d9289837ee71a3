/**
 * Tests of the packaged program: a strict test host on stdio ({@link dev.poemcp.it.HostSession}, over a
 * {@link dev.poemcp.it.ServerProcess}), the official clients, faults of Poe and of the host, and the rules of the
 * architecture. The emulator replaces Poe; nothing here depends on the internals of the server. Tests take emulators
 * and servers as parameters ({@link dev.poemcp.it.ServerExtension}).
 */
@NullMarked
package dev.poemcp.it;

import org.jspecify.annotations.NullMarked;
