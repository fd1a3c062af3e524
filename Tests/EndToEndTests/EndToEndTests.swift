import Testing

/// The whole program, from files on a disk to what arrives in a chat and a mailbox: nothing is reached into.
///
/// One at a time, for each runs a daemon and some of them measure.
@Suite(.serialized, .timeLimit(.minutes(10))) struct EndToEndTests {}
