/** The git hooks that sealgate can stand behind. `local`: on the machine of whoever commits. */
export interface Door {
  readonly hook: 'pre-commit' | 'pre-merge-commit' | 'pre-push' | 'pre-receive' | 'update';
  readonly place: 'local' | 'server';
  /** What is stopped, in words. */
  readonly act: string;
  /** After findings: how to go on. */
  readonly repair: string;
  /** After a failure of sealgate's own: how to go on. */
  readonly goOn: string;
}

const inline = 'or accept it where it stands, with a reason: # sealgate: allow RULE until YYYY-MM-DD by OWNER -- reason';

export const doors: readonly Door[] = [
  {
    hook: 'pre-commit',
    place: 'local',
    act: 'the commit',
    repair: `The commit was stopped: a value that has been nowhere else is still secret and need not be rotated.\nRepair it and stage the repair, ${inline}`,
    goOn: 'To commit all the same: git commit --no-verify (the push and the pull request are judged again)',
  },
  {
    hook: 'pre-merge-commit',
    place: 'local',
    act: 'the merge',
    repair: `The merge was stopped before its commit. Repair it, stage the repair and run git commit, ${inline}`,
    goOn: 'To merge all the same: git commit --no-verify (the push and the pull request are judged again)',
  },
  {
    hook: 'pre-push',
    place: 'local',
    act: 'the push',
    repair:
      'The push was stopped: a value that has been nowhere else is still secret and need not be rotated.\nA later commit does not help: amend or rebase the commits named above.',
    goOn: 'To push all the same: git push --no-verify (the pull request is judged again)',
  },
  {
    hook: 'pre-receive',
    place: 'server',
    act: 'the push',
    repair: 'Nothing of this push was accepted. A later commit does not help: amend or rebase the commits named above, then push again.',
    goOn: 'Nothing of this push was accepted. Whoever runs this server can see why in the lines above.',
  },
  {
    hook: 'update',
    place: 'server',
    act: 'the push of this ref',
    repair: 'This ref was not accepted. A later commit does not help: amend or rebase the commits named above, then push again.',
    goOn: 'This ref was not accepted. Whoever runs this server can see why in the lines above.',
  },
];
