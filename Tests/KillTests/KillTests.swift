import Testing

/// The built program, ended at every step and at any moment: nothing is lost, and nothing is told twice.
///
/// One suite after another: each keeps the machine busy by itself.
@Suite(.serialized) struct KillTests {}
